import type { Clock } from '@livestreamer/clock';
import { pause } from '../deadline.ts';
import { connectPostgres } from './postgres-connection.ts';
import { tryToOwn } from './postgres-store.ts';

/** Held by the one server that works on an embedded database. */
export interface SoleOwnership {
  release(): Promise<void>;
}

interface SoleOwnershipOptions {
  readonly url: string;
  readonly clock: Clock;
  /** How long a predecessor that was killed may take to be noticed by PostgreSQL. */
  readonly patienceMs?: number;
}

const LOCK_KEY = 'livestreamer: the one server of this database';
const RETRY_MS = 100;
const PATIENCE_MS = 1_500;
const END_TIMEOUT_S = 1;

/** Becomes the owner, or returns null because another server is. The lock lives as long as its own connection, so it goes with the process however that ends. */
export const takeSoleOwnership = async (options: SoleOwnershipOptions): Promise<SoleOwnership | null> => {
  const { url, clock, patienceMs = PATIENCE_MS } = options;
  const connection = await connectPostgres({ url, clock, poolSize: 1 });
  const untilMs = clock.monotonicMs() + patienceMs;
  while (!(await tryToOwn(connection, LOCK_KEY))) {
    if (clock.monotonicMs() >= untilMs) {
      await connection.end({ timeout: END_TIMEOUT_S });
      return null;
    }
    await pause(clock, RETRY_MS);
  }
  return { release: () => connection.end({ timeout: END_TIMEOUT_S }) };
};
