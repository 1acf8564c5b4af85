import { stat } from 'node:fs/promises';
import type { Clock } from '@livestreamer/clock';
import { startEmbeddedPostgres } from '@livestreamer/embedded-postgres';
import type { Sql } from 'postgres';
import { pause } from '../deadline.ts';
import { connectPostgres } from './postgres-connection.ts';
import { endVisit, shareVisit } from './postgres-store.ts';
import { takeSoleOwnership } from './sole-ownership.ts';

/** A database for as long as one command of the command line takes. */
export interface DatabaseVisit {
  readonly url: string;
  /** Leaves the database as it was found. Close your connections first. */
  leave(): Promise<void>;
}

interface DatabaseVisitOptions {
  /** Null: the embedded PostgreSQL in `embeddedDir`. */
  readonly url: string | null;
  readonly embeddedDir: string;
  readonly clock: Clock;
  /** Tells whoever waits what takes so long. */
  readonly announce: (sentence: string) => void;
  /**
   * `beside`: a server may run meanwhile, or start. `alone`: none may, where the database is embedded; there the database is
   * made, too, when there is none.
   */
  readonly company: 'beside' | 'alone';
}

const VISIT_KEY = 'livestreamer: commands at work';
const END_TIMEOUT_S = 1;
const ENTER_WITHIN_MS = 15_000;
const ENTER_AGAIN_MS = 100;

/**
 * Opens the database for a command. An embedded one that runs, because a server does, is used and left running; one that
 * does not is started, and stopped by the last command that leaves, unless a server has begun to work on it.
 */
export const visitDatabase = async (options: DatabaseVisitOptions): Promise<DatabaseVisit> => {
  const { url, embeddedDir, clock, company } = options;
  if (url !== null) return { url, leave: async () => undefined };
  if (company === 'beside') await assertExists(embeddedDir);

  const { embedded, presence } = await enter(options);

  const leave = async (): Promise<void> => {
    try {
      if (!(await endVisit(presence, VISIT_KEY))) return;
      const ownership = await takeSoleOwnership({ url: embedded.url, clock, patienceMs: 0 });
      if (!ownership) return;
      await ownership.release();
      await embedded.stop();
    } finally {
      await presence.end({ timeout: END_TIMEOUT_S });
    }
  };

  if (company === 'beside') return { url: embedded.url, leave };
  const ownership = await takeSoleOwnership({ url: embedded.url, clock });
  if (!ownership) {
    await leave();
    throw new Error(`A server works on ${embeddedDir}. Stop it first.`);
  }
  return {
    url: embedded.url,
    leave: async () => {
      await ownership.release();
      await leave();
    },
  };
};

/** Another command that was the last one may be stopping what we have just found running: then it is started anew. */
const enter = async ({ embeddedDir, clock, announce }: DatabaseVisitOptions) => {
  const untilMs = clock.monotonicMs() + ENTER_WITHIN_MS;
  for (;;) {
    const embedded = await startEmbeddedPostgres({ dataDir: embeddedDir, onProgress: announce });
    let presence: Sql | null = null;
    try {
      presence = await connectPostgres({ url: embedded.url, clock, poolSize: 1 });
      await shareVisit(presence, VISIT_KEY);
      return { embedded, presence };
    } catch (error) {
      await presence?.end({ timeout: END_TIMEOUT_S });
      if (clock.monotonicMs() >= untilMs) throw error;
      await pause(clock, ENTER_AGAIN_MS);
    }
  }
};

const assertExists = async (embeddedDir: string): Promise<void> => {
  const found = await stat(embeddedDir).catch(() => null);
  if (!found?.isDirectory())
    throw new Error(`There is no database in ${embeddedDir}. Set DATA_DIR, or DATABASE_URL, as the server has it.`);
};
