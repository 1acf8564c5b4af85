import type { Clock } from '@livestreamer/clock';
import { connectPostgres } from '../../platform/postgres/index.ts';
import { type Finding, failed, fine, skipped, warning } from '../doctor-check.ts';
import { type DatabaseFacts, readDatabaseFacts } from './doctor-store.ts';

/** What a look at the database has found; null: it is not there to be looked at. */
export type DatabaseLook =
  | (DatabaseFacts & {
      /** Of the quickest of some answers: how far away it is, however busy the machine is. */
      readonly latencyMs: number;
      /** How far this machine's clock is ahead of the database's; within `latencyMs`. */
      readonly aheadMs: number;
    })
  | { readonly problem: string }
  | null;

const CONNECT_MS = 2_500;
const QUESTIONS = 5;

/** Connects on its own, so that a server whose pool is busy is no reason to wait. Throws nothing. */
export const lookAtDatabase = async ({ url, clock }: { url: string | null; clock: Clock }): Promise<DatabaseLook> => {
  if (url === null) return null;
  try {
    const sql = await connectPostgres({ url, clock, poolSize: 1, deadlineMs: CONNECT_MS });
    try {
      const answers: { facts: DatabaseFacts; tookMs: number; aheadMs: number }[] = [];
      while (answers.length < QUESTIONS) {
        const beganMs = clock.monotonicMs();
        const facts = await readDatabaseFacts(sql);
        const tookMs = clock.monotonicMs() - beganMs;
        answers.push({ facts, tookMs, aheadMs: clock.now() - tookMs / 2 - facts.nowMs });
      }
      const [quickest] = answers.sort((a, b) => a.tookMs - b.tookMs);
      return quickest ? { ...quickest.facts, aheadMs: quickest.aheadMs, latencyMs: quickest.tookMs } : null;
    } finally {
      await sql.end({ timeout: 1 });
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};

const OLDEST = 150_000;
/** A page asks a handful of questions, one after the other. */
const SLOW_MS = 20;

/** Is the database new enough, and near enough? */
export const judgeDatabase = (look: DatabaseLook): Finding => {
  if (look === null) return skipped('DATABASE_URL is not set: the embedded database is part of the server.');
  if ('problem' in look) return failed(`${look.problem}.`, 'DATABASE_URL=postgres://name:password@host:5432/database');
  const version = look.version.split(' ', 1)[0] ?? '';
  if (look.number < OLDEST)
    return failed(`PostgreSQL is ${version}; it has to be 15 or later.`, 'See docs/operations/upgrading.md.');
  const figures = `PostgreSQL ${version} answers in ${look.latencyMs.toFixed(1)} ms`;
  return look.latencyMs > SLOW_MS
    ? warning(`${figures}: every page waits for several answers, so it should be nearer to the server.`)
    : fine(`${figures}.`);
};
