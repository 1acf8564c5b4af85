import type { Clock } from '@livestreamer/clock';
import type { MODERATION_ACTS } from '@livestreamer/contracts';
import type { AuthorFacts } from '../../chat/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import type { Keeper } from '../moderation-keepers.ts';
import { insertModerationEntry } from './moderation-log-store.ts';

/** What was done, to whom or what, and why. */
export interface ModerationAct {
  readonly act: (typeof MODERATION_ACTS)[number];
  readonly subject: string;
  /** Whom `subject` names, so that it goes with their account. */
  readonly subjectAccountId?: string | null;
  readonly reason?: string;
}

/** Writes down what keepers do, in the transaction in which they do it. What people said is not written down: deleted texts are to be forgotten. */
export type ModerationLog = (db: Db, keeper: Keeper, act: ModerationAct) => Promise<void>;

export const createModerationLog =
  ({ clock }: { clock: Pick<Clock, 'now'> }): ModerationLog =>
  (db, { caller, station }, { act, subject, subjectAccountId = null, reason = '' }) =>
    insertModerationEntry(db, {
      stationId: station.id,
      at: new Date(clock.now()),
      actorId: caller.accountId,
      actorName: caller.username,
      act,
      subject,
      subjectAccountId,
      reason,
    });

/** Somebody as the log calls them: `Zoë`, `Visitor 12`; empty: an account that is gone. */
export const subjectOf = ({
  accountId,
  username,
  visitorNumber,
}: Pick<AuthorFacts, 'accountId' | 'username' | 'visitorNumber'>): Pick<
  ModerationAct,
  'subject' | 'subjectAccountId'
> => ({
  subject: accountId !== null || visitorNumber === null ? (username ?? '') : visitorName(visitorNumber),
  subjectAccountId: accountId,
});

/** As the contracts call a visitor where there is only a text. */
export const visitorName = (number: number): string => `Visitor ${number}`;
