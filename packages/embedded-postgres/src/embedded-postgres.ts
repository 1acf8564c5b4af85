import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { binariesIn, findBinaries } from './postgres-binaries.ts';
import { CLUSTER_ACCOUNT, type Cluster, clusterExists, clusterIn, makeCluster } from './postgres-cluster.ts';
import { settleOwner } from './postgres-owner.ts';
import { launchPostmaster, settledPostmaster, stopPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster-file.ts';
import { placeBinaries } from './shared-binaries.ts';
import { waitUntil } from './wait-until.ts';

export interface EmbeddedPostgresOptions {
  /** Keeps the cluster, its password and `postgres.log`. Made when missing. */
  readonly dataDir: string;
  /** False trades safety in a power cut for speed: for tests. Default true. */
  readonly durable?: boolean;
  /** A folder with `bin/postgres` and `bin/initdb`: another PostgreSQL than the one from npm. Older than 16, for root, it needs a `dataDir` that everybody can enter. */
  readonly binariesFolder?: string;
  /** Hears a sentence before each step that takes long. */
  readonly onProgress?: (sentence: string) => void;
}

/** A PostgreSQL that is ready for connections. */
export interface EmbeddedPostgres {
  /** `postgres://…`, with the password. */
  readonly url: string;
  /** It was still running from an earlier start whose program did not stop it. */
  readonly adopted: boolean;
  /** Ends PostgreSQL; close your connections first. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** A process that is killed leaves its children for a moment; a port may be taken between choosing and using it. */
const RETRY_WITHIN_MS = 15_000;

/**
 * Starts PostgreSQL on `dataDir`, or takes over the one that still runs there: it lives in a session of its own and outlasts a
 * `kill -9` of the program that started it. Listens on 127.0.0.1 only, on a port that the system chooses.
 * Throws {@link EmbeddedPostgresError} when this machine or this folder does not allow it.
 */
export const startEmbeddedPostgres = async ({
  dataDir,
  durable = true,
  binariesFolder,
  onProgress = () => {},
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const home = resolve(dataDir);
  const cluster = clusterIn(home);
  await openHome(home);

  const running = await settledPostmaster(cluster.pgdata, onProgress);
  if (running) return handleOf({ postmaster: running, cluster, adopted: true });

  const binaries = binariesFolder === undefined ? await findBinaries(process) : await binariesIn(binariesFolder);
  if (!(await clusterExists(cluster, binaries))) {
    onProgress('Making the database. This happens once.');
    await makeCluster({ dataDir: home, binaries, durable });
  }
  const owner = await settleOwner(cluster.folder);
  const bin = await placeBinaries(binaries, owner);
  const logFile = join(home, 'postgres.log');

  const handle = await waitUntil({ withinMs: RETRY_WITHIN_MS, everyMs: 200 }, async () => {
    const outcome = await launchPostmaster({ cluster, owner, bin, durable, logFile, onProgress });
    if (typeof outcome === 'object' && 'sentence' in outcome)
      throw new EmbeddedPostgresError(`${outcome.sentence} (${logFile})`);
    if (typeof outcome === 'object') return handleOf({ postmaster: outcome, cluster, adopted: false });
    if (outcome !== 'running') return undefined;
    const other = await settledPostmaster(cluster.pgdata, onProgress);
    return other ? handleOf({ postmaster: other, cluster, adopted: true }) : undefined;
  });
  if (handle) return handle;
  throw new EmbeddedPostgresError(
    `PostgreSQL could not be started in ${home}: its port, or what an earlier one left, is still in use (${logFile}).`,
  );
};

const openHome = async (home: string): Promise<void> => {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedPostgresError(
      `The database folder ${home} cannot be made or written (${reason}). Set DATA_DIR to a folder of your own, or DATABASE_URL.`,
    );
  }
};

const handleOf = async ({
  postmaster: { pid, port },
  cluster: { passwordFile, pgdata },
  adopted,
}: {
  postmaster: Postmaster;
  cluster: Cluster;
  adopted: boolean;
}): Promise<EmbeddedPostgres> => {
  const password = (await readFile(passwordFile, 'utf8')).trim();
  return {
    url: `postgres://${CLUSTER_ACCOUNT}:${password}@127.0.0.1:${port}/postgres`,
    adopted,
    stop: () => stopPostmaster(pid, pgdata),
  };
};
