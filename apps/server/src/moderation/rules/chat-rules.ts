import type { Clock } from '@livestreamer/clock';
import { type ChatRule, LIMITS } from '@livestreamer/contracts';
import { AppError } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { ModerationLog } from '../log/moderation-log.ts';
import type { Keeper } from '../moderation-keepers.ts';
import { EXPRESSION_BOUNDS, weighExpression } from './chat-rule-expressions.ts';
import { hostOf } from './chat-rule-links.ts';
import { countRuleChange, deleteRule, insertRule, rulesOf } from './chat-rule-store.ts';
import { cleanText } from './chat-rule-text.ts';
import { EVERY_LINK } from './chat-rulebook.ts';

type NewChatRule = Omit<ChatRule, 'id'>;

/** The rules of stations, as those who keep order change them. */
export interface ChatRules {
  /** Throws `validation_failed` for a pattern that cannot be used, and `too_many_of_these`. */
  make(keeper: Keeper, rule: NewChatRule): Promise<ChatRule>;
  /** Throws `not_found`. */
  drop(keeper: Keeper, id: string): Promise<void>;
}

interface ChatRulesOptions {
  readonly sql: Sql;
  readonly log: ModerationLog;
  readonly clock: Pick<Clock, 'now'>;
}

export const createChatRules = ({ sql, log, clock }: ChatRulesOptions): ChatRules => ({
  make: async (keeper, { kind, pattern: written, act }) => {
    const stationId = keeper.station.id;
    const pattern = usablePattern(kind, written);
    const steps = kind === 'regex' ? stepsOf(pattern) : 0;
    return sql.begin(async (tx) => {
      await countRuleChange(tx, stationId); // and no other rule of the station is made meanwhile
      const rules = await rulesOf(tx, stationId);
      const { rulesPerStation } = LIMITS.chat;
      if (rules.length >= rulesPerStation)
        throw new AppError('too_many_of_these', { message: `A station may have ${rulesPerStation} rules.` });
      if (kind === 'regex') assertAffordable(rules, steps);
      const rule = await insertRule(tx, { stationId, kind, pattern, act, at: new Date(clock.now()) });
      await log(tx, keeper, { act: 'rule.make', subject: pattern });
      return rule;
    });
  },
  drop: (keeper, id) =>
    sql.begin(async (tx) => {
      await countRuleChange(tx, keeper.station.id);
      const rule = await deleteRule(tx, { stationId: keeper.station.id, id });
      if (!rule) throw new AppError('not_found');
      await log(tx, keeper, { act: 'rule.drop', subject: rule.pattern });
    }),
});

/** As it is stored; throws `validation_failed` when there is nothing that a message could have. */
const usablePattern = (kind: ChatRule['kind'], written: string): string => {
  if (kind === 'word') {
    if (cleanText(written) === '') throw wrong('has nothing that can be seen');
    return written;
  }
  if (kind === 'regex' || written === EVERY_LINK) return written;
  const host = hostOf(written.replace(/^\*\./, ''));
  if (host === null || !host.includes('.'))
    throw wrong('must be a host name, such as radio.example, or * for every link');
  return host;
};

const stepsOf = (pattern: string): number => {
  const weight = weighExpression(pattern);
  if ('problem' in weight) throw wrong(weight.problem);
  return weight.steps;
};

const assertAffordable = (rules: readonly ChatRule[], steps: number): void => {
  const most = EXPRESSION_BOUNDS.steps;
  if (steps > most) throw wrong(`is too large: it comes to ${steps} steps, and all of a station may have ${most}`);
  const others = rules
    .filter(({ kind }) => kind === 'regex')
    .map(({ pattern }) => weighExpression(pattern))
    .reduce((sum, weight) => sum + ('steps' in weight ? weight.steps : 0), 0);
  if (others + steps <= most) return;
  const message = `All expressions of a station may have ${most} steps together. Those that are there have ${others}, and this one has ${steps}.`;
  throw new AppError('too_many_of_these', { message });
};

const wrong = (message: string): AppError =>
  new AppError('validation_failed', { fields: [{ path: 'pattern', message }] });
