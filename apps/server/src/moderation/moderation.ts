import type { Clock } from '@livestreamer/clock';
import type { RoomChanges } from '../chat/index.ts';
import type { CallContext, RouteRegistrar } from '../platform/http/index.ts';
import type { RateLimits } from '../platform/limits/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { StationRecord } from '../stations/index.ts';
import { createModerationLog } from './log/moderation-log.ts';
import { moderationLogRoutes } from './log/moderation-log-routes.ts';
import { createMessageRemoval } from './messages/message-removal.ts';
import { messageReportRoutes } from './messages/message-report-routes.ts';
import { moderationMessageRoutes } from './messages/moderation-message-routes.ts';
import { createModerationKeepers, type ModerationKeepersOptions } from './moderation-keepers.ts';
import { chatRestrictionRoutes } from './restrictions/chat-restriction-routes.ts';
import { createChatRestrictions } from './restrictions/chat-restrictions.ts';
import { roomSettingRoutes } from './room/room-setting-routes.ts';
import { createRoomSettings } from './room/room-settings.ts';
import { chatRuleRoutes } from './rules/chat-rule-routes.ts';
import { createChatRules } from './rules/chat-rules.ts';

/** How order is kept in the rooms of stations. */
export interface Moderation {
  routes(registrar: RouteRegistrar): void;
}

export interface ModerationOptions extends ModerationKeepersOptions {
  readonly sql: Sql;
  readonly changes: RoomChanges;
  readonly limits: Pick<RateLimits, 'take'>;
  /** Throws `chat_banned`. */
  readonly assertNotBanned: (station: StationRecord, context: CallContext) => Promise<void>;
  /** An account was muted or banned, or that was lifted. */
  readonly onRestricted: (accountId: string) => void;
  readonly clock: Pick<Clock, 'now'>;
}

export const createModeration = (options: ModerationOptions): Moderation => {
  const keepers = createModerationKeepers(options);
  const changes: RoomChanges = {
    change: (station, work, how) => options.changes.change(station, work, { ...how, first: true }),
  };
  const tools = { ...options, changes, keepers, log: createModerationLog(options) };
  const routes = [
    moderationMessageRoutes({ ...tools, removal: createMessageRemoval(tools) }),
    messageReportRoutes(tools),
    chatRestrictionRoutes({ ...tools, restrictions: createChatRestrictions(tools) }),
    roomSettingRoutes({ ...tools, settings: createRoomSettings(tools) }),
    chatRuleRoutes({ ...tools, rules: createChatRules(tools) }),
    moderationLogRoutes(tools),
  ];
  return {
    routes: (registrar) => {
      for (const register of routes) register(registrar);
    },
  };
};
