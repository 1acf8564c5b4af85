import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { failedWith, unlessMissing } from './file-errors.ts';
import { type PostgresBinaries, programIn } from './postgres-binaries.ts';
import { failureIn } from './postgres-log.ts';
import { clusterArgument, giveTo, type PostgresOwner, settleOwner, spawnAs } from './postgres-owner.ts';
import { placeBinaries } from './shared-binaries.ts';

/** Where a cluster keeps what belongs to it. It comes into being whole or not at all. */
export interface Cluster {
  /** Closed to all but its owner. */
  readonly folder: string;
  /** PostgreSQL's own folder. */
  readonly pgdata: string;
  readonly passwordFile: string;
}

/** The only account of the cluster. */
export const CLUSTER_ACCOUNT = 'livestreamer';

const HALF_MADE = 'cluster-in-the-making-';

/** An `initdb` takes seconds: what has not moved on for this long was left behind by one that was killed. */
const ABANDONED_AFTER_MS = 10 * 60_000;

export const clusterIn = (dataDir: string): Cluster => clusterAt(join(dataDir, 'cluster'));

/** Whether the cluster was made already; throws a sentence when another major version made it. */
export const clusterExists = async ({ folder, pgdata }: Cluster, binaries: PostgresBinaries): Promise<boolean> => {
  if ((await unlessMissing(stat(folder))) === null) return false;
  const major = (await unlessMissing(readFile(join(pgdata, 'PG_VERSION'), 'utf8')))?.trim();
  if (major === undefined || major === binaries.major) return true;
  throw new EmbeddedPostgresError(
    `The database in ${folder} was made by PostgreSQL ${major}, but this version of LiveStreamer brings ${binaries.major}. Back it up with the version that made it (livestreamer-server backup), move the folder away, and restore it with this one.`,
  );
};

/** Makes an empty cluster in `dataDir`: aside first, then moved into place, so a killed start leaves nothing half-made. */
export const makeCluster = async ({
  dataDir,
  binaries,
  durable,
}: {
  dataDir: string;
  binaries: PostgresBinaries;
  durable: boolean;
}): Promise<void> => {
  const aside = clusterAt(await mkdtemp(join(dataDir, HALF_MADE)));
  await removeAbandoned(dataDir, aside.folder);
  try {
    const owner = await settleOwner(aside.folder);
    const bin = await placeBinaries(binaries, owner);
    await mkdir(aside.pgdata, { mode: 0o700 });
    await writeFile(aside.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: durable });
    await giveTo(owner, aside.pgdata);
    await giveTo(owner, aside.passwordFile);
    let complaint = await initialise({ cluster: aside, owner, bin, durable });
    if (complaint?.includes(NAMELESS)) {
      // As a user without a name (a container's, often). Only initdb cares; in a namespace it sees one that has a name.
      complaint = (await initialise({ cluster: aside, owner: { kind: 'namespace' }, bin, durable })) && complaint;
    }
    if (complaint !== null) throw new EmbeddedPostgresError(sentenceFor(complaint, dataDir));
    await rename(aside.folder, clusterIn(dataDir).folder).catch((error: unknown) => {
      // Another start was faster; its cluster is the one.
      if (!failedWith(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
    });
    if (durable) await flushFolder(dataDir);
  } finally {
    await rm(aside.folder, { recursive: true, force: true });
  }
};

const clusterAt = (folder: string): Cluster => ({
  folder,
  pgdata: join(folder, 'pgdata'),
  passwordFile: join(folder, 'password'),
});

const NAMELESS = 'could not look up effective user ID';

/** Runs `initdb`; gives what it said when it failed. */
const initialise = async ({
  cluster: { pgdata },
  owner,
  bin,
  durable,
}: {
  cluster: Cluster;
  owner: PostgresOwner;
  bin: string;
  durable: boolean;
}): Promise<string | null> => {
  const at = clusterArgument(owner, pgdata);
  const child = spawnAs(owner, {
    executable: programIn(bin, 'initdb'),
    args: [
      `--pgdata=${at}`,
      `--username=${CLUSTER_ACCOUNT}`,
      `--pwfile=${at}/../password`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    cwd: pgdata,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let messages = '';
  const take = (text: string): void => {
    messages += text;
  };
  child.stdout?.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  const [code] = await once(child, 'close');
  return code === 0 ? null : messages;
};

const sentenceFor = (complaint: string, dataDir: string): string => {
  const failure = failureIn(complaint, dataDir);
  return typeof failure === 'object' ? failure.sentence : `No database could be made in ${dataDir}: ${complaint}`;
};

const removeAbandoned = async (dataDir: string, fresh: string): Promise<void> => {
  const nowMs = (await stat(fresh)).mtimeMs;
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(HALF_MADE)) continue;
    const folder = join(dataDir, name);
    const made = await unlessMissing(stat(folder));
    if (made && nowMs - made.mtimeMs > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true });
  }
};

/** Makes a rename in `folder` survive a power cut. */
const flushFolder = async (folder: string): Promise<void> => {
  // Windows cannot open a folder; its file systems order renames themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
