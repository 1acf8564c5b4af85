import type { LevelEvents } from '../../audio/index.ts';
import type { LetterToSend } from '../../mail/index.ts';
import { AppError, type Logger, type TypedEvents } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { deadAirLetter } from './dead-air-letter.ts';
import { silentShowOn } from './silent-show-read-model.ts';

export interface DeadAirLettersOptions {
  readonly sql: Sql;
  /** At most one letter an hour to one account, also over restarts where there is Redis. */
  readonly limits: Pick<RateLimits, 'take'>;
  readonly queueLetter: (db: Db, letter: LetterToSend) => Promise<void>;
  readonly siteUrl: () => string;
  readonly deadAirMs: number;
  readonly log: Logger;
}

/** Writes to whoever broadcasts when all lights are green and there is no sound: once when it begins, not again until sound was back. */
export const createDeadAirLetters = (options: DeadAirLettersOptions) => {
  const { sql, limits, queueLetter, siteUrl, deadAirMs, log } = options;

  const write = async (stationId: string): Promise<void> => {
    const show = await silentShowOn(sql, stationId);
    // Nobody to write to, or the show is over by now.
    if (!show) return;
    const { accountId, email, station, broadcastId } = show;
    await limits.take('dead-air-account', accountId);
    const url = `${siteUrl()}/${station}/${broadcastId}`;
    const letter = deadAirLetter({ ...show, url, silentS: Math.round(deadAirMs / 1_000) });
    await sql.begin((tx) => queueLetter(tx, { to: email, ...letter }));
    log.info({ broadcastId }, 'A show is silent; its broadcaster is told.');
  };

  return {
    /** From now on; the returned function ends it. */
    heed: (levels: TypedEvents<LevelEvents>): (() => void) =>
      levels.on('warning', ({ mountId, kind, active }) => {
        if (kind !== 'silence' || !active) return;
        write(mountId).catch((err: unknown) => {
          if (err instanceof AppError && err.code === 'too_many_requests') return;
          log.warn({ err }, 'The letter to a silent broadcaster could not be queued.');
        });
      }),
  };
};
