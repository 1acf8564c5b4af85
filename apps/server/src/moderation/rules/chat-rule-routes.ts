import { dropChatRule, listChatRules, makeChatRule } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { ModerationKeepers } from '../moderation-keepers.ts';
import { rulesOf } from './chat-rule-store.ts';
import type { ChatRules } from './chat-rules.ts';

interface ChatRuleRoutesOptions {
  readonly sql: Sql;
  readonly keepers: Pick<ModerationKeepers, 'arrive'>;
  readonly rules: ChatRules;
}

/** What messages are held against, for those who keep order. */
export const chatRuleRoutes =
  ({ sql, keepers, rules }: ChatRuleRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listChatRules, async ({ params }, context) => {
      const { station } = await keepers.arrive(params.station, context);
      return { items: await rulesOf(sql, station.id) };
    });

    registrar.add(makeChatRule, async ({ params, body }, context) =>
      rules.make(await keepers.arrive(params.station, context), body),
    );

    registrar.add(dropChatRule, async ({ params: { station, id } }, context) => {
      await rules.drop(await keepers.arrive(station, context), id);
      return undefined;
    });
  };
