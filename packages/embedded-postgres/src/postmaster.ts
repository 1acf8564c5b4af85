import type { ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { failedWith } from './file-errors.ts';
import { programIn } from './postgres-binaries.ts';
import type { Cluster } from './postgres-cluster.ts';
import { failureIn, logSince, type StartFailure, trimLog } from './postgres-log.ts';
import { clusterArgument, type PostgresOwner, spawnAs } from './postgres-owner.ts';
import { findPostmaster, isPostmasterOf, markOf, type Postmaster, removeStalePidFile } from './postmaster-file.ts';
import { waitUntil } from './wait-until.ts';

/** After this long we say that we are waiting. */
const SLOW_AFTER_MS = 3_000;

/** Recovery reads all that was written since the last checkpoint; a server that takes longer than this goes on without us. */
const READY_WITHIN_MS = 5 * 60_000;

/** A fast shutdown rolls back and writes a checkpoint; an immediate one only drops everything. */
const FAST_STOP_WITHIN_MS = 30_000;
const IMMEDIATE_STOP_WITHIN_MS = 10_000;

const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_checkpoints=off'];

/** For tests: a power cut may ruin the cluster, and everything is several times faster. */
const FORGETFUL_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Waits while a postmaster of an earlier start comes up or goes down; gives it when it is ready, or null when there is none. */
export const settledPostmaster = async (
  pgdata: string,
  onProgress: (sentence: string) => void,
): Promise<Postmaster | null> => {
  const settled = await patiently(onProgress, async () => {
    const found = await findPostmaster(pgdata);
    return found === null || found.ready ? { found } : undefined;
  });
  if (settled === undefined)
    throw new EmbeddedPostgresError(
      `A PostgreSQL has been starting or stopping in ${pgdata} for minutes. Try again later.`,
    );
  return settled.found;
};

/** Starts the server process once, on a free port, apart from our process group: neither Ctrl-C nor our death ends it. */
export const launchPostmaster = async ({
  cluster: { pgdata },
  owner,
  bin,
  durable,
  logFile,
  onProgress,
}: {
  cluster: Cluster;
  owner: PostgresOwner;
  bin: string;
  durable: boolean;
  logFile: string;
  onProgress: (sentence: string) => void;
}): Promise<Postmaster | StartFailure> => {
  await removeStalePidFile(pgdata);
  const settings = [
    await markOf(pgdata),
    `port=${await freePort()}`,
    ...SETTINGS,
    ...(durable ? [] : FORGETFUL_SETTINGS),
  ];
  const logged = await trimLog(logFile);
  const log = await open(logFile, 'a', 0o600);
  const child = spawnAs(owner, {
    executable: programIn(bin, 'postgres'),
    args: ['-D', clusterArgument(owner, pgdata), ...settings.flatMap((setting) => ['-c', setting])],
    cwd: pgdata,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const end = endOf(child);
  await log.close();
  child.unref();

  const outcome = await patiently(onProgress, async () => {
    const found = await findPostmaster(pgdata);
    if (found?.ready && found.pid === child.pid) return found;
    return end.reason === null ? undefined : 'ended';
  });
  if (outcome === undefined)
    throw new EmbeddedPostgresError(`PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} s; see ${logFile}.`);
  return outcome === 'ended'
    ? failureIn((await logSince(logFile, logged)) || (end.reason ?? ''), dirname(logFile))
    : outcome;
};

/** Ends it in good order, or, when that takes too long, at once (the next start recovers). Does nothing when it is gone. */
export const stopPostmaster = async (pid: number, pgdata: string): Promise<void> => {
  const gone = async (): Promise<true | undefined> => ((await isPostmasterOf(pid, pgdata)) ? undefined : true);
  for (const [signal, withinMs] of [
    ['SIGINT', FAST_STOP_WITHIN_MS],
    ['SIGQUIT', IMMEDIATE_STOP_WITHIN_MS],
  ] as const) {
    if ((await gone()) || !send(pid, signal) || (await waitUntil({ withinMs }, gone))) return;
  }
  throw new EmbeddedPostgresError(`PostgreSQL (process ${pid}) in ${pgdata} does not stop.`);
};

const send = (pid: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (failedWith(error, 'ESRCH')) return false;
    throw error;
  }
};

const patiently = async <T>(
  onProgress: (sentence: string) => void,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const soon = await waitUntil({ withinMs: SLOW_AFTER_MS }, look);
  if (soon !== undefined) return soon;
  onProgress('PostgreSQL is putting its data in order. After a crash this can take a while.');
  return waitUntil({ withinMs: READY_WITHIN_MS }, look);
};

const endOf = (child: ChildProcess): { reason: string | null } => {
  const end: { reason: string | null } = { reason: null };
  child.once('error', (error) => {
    end.reason = error.message;
  });
  child.once('exit', (code, signal) => {
    end.reason = `it ended with ${code ?? signal}`;
  });
  return end;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
