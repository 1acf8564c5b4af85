import type { Clock } from '@livestreamer/clock';
import type { Logger, Part } from '../platform/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { eraseDeletedTexts, forgetAddresses, forgetEndedRestrictions } from './chat-sweep-store.ts';

interface ChatSweepOptions {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
}

const HOUR_MS = 3_600_000;
/** For so long those who keep order can look at what was deleted, and find out from where something came. */
export const KEEP_TRACES_MS = 30 * 24 * HOUR_MS;
const AT_ONCE = 500;

/** Forgets what is not needed any more, each hour and at the start. Several servers may do so at once. */
export const createChatSweep = ({ sql, clock, log }: ChatSweepOptions): Part => {
  let stopped = false;
  let timer: { cancel(): void } | null = null;
  let current: Promise<void> = Promise.resolve();

  const all = async (step: typeof eraseDeletedTexts): Promise<void> => {
    const before = new Date(clock.now() - KEEP_TRACES_MS);
    while (!stopped && (await step(sql, { before, limit: AT_ONCE })) === AT_ONCE);
  };
  const sweep = async (): Promise<void> => {
    await all(eraseDeletedTexts);
    await all(forgetAddresses);
    await all(forgetEndedRestrictions);
  };
  const run = (): void => {
    current = sweep().catch((err: unknown) =>
      log.warn({ err }, 'Deleted messages and old addresses could not be erased; another attempt follows.'),
    );
  };

  return {
    name: 'chat sweep',
    start: () => {
      run();
      timer = clock.every(HOUR_MS, run);
    },
    stop: async () => {
      stopped = true;
      timer?.cancel();
      await current;
    },
  };
};
