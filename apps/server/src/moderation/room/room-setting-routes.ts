import { clearChat, getChatRoom, setChatRoom, undoClearChat } from '@livestreamer/contracts';
import { readRoom } from '../../chat/index.ts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { ModerationKeepers } from '../moderation-keepers.ts';
import type { RoomSettingsKeeper } from './room-settings.ts';

interface RoomSettingRoutesOptions {
  readonly sql: Sql;
  readonly keepers: Pick<ModerationKeepers, 'arrive'>;
  readonly settings: RoomSettingsKeeper;
}

/** How a room is set, for those who keep order. */
export const roomSettingRoutes =
  ({ sql, keepers, settings }: RoomSettingRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getChatRoom, async ({ params }, context) => {
      const { station } = await keepers.arrive(params.station, context);
      return readRoom(sql, station.id);
    });

    registrar.add(setChatRoom, async ({ params, body }, context) =>
      settings.set(await keepers.arrive(params.station, context), body),
    );

    registrar.add(clearChat, async ({ params }, context) =>
      settings.clear(await keepers.arrive(params.station, context)),
    );

    registrar.add(undoClearChat, async ({ params }, context) =>
      settings.unclear(await keepers.arrive(params.station, context)),
    );
  };
