import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { keptSessionSecret } from '../accounts/index.ts';
import { type BackupReport, backupSize, verifyBackup, type WriteBytes, writeBackup } from '../backup/index.ts';
import type { Config } from '../config.ts';
import { readServerVersion } from '../server-version.ts';
import { backupSentences, contentsSentence } from './backup-sentences.ts';
import { withDatabase } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

/** Backs everything up into a file, or with `-` to the standard output, while the server runs or not. */
export const backupCommand = (config: Config, target: string, surroundings: CommandSurroundings): Promise<void> =>
  withDatabase({ config, ...surroundings }, (url) => makeBackup(url, { config, target, surroundings }));

/** Prints about how many bytes a backup would have, for scripts that look for room first. */
export const backupSizeCommand = (config: Config, surroundings: CommandSurroundings): Promise<void> =>
  withDatabase({ config, ...surroundings }, async (url) => {
    const { clock, print } = surroundings;
    print(String(await backupSize({ url, dataDir: resolve(config.dataDir), clock })));
  });

interface BackupWish {
  readonly config: Config;
  readonly target: string;
  readonly surroundings: CommandSurroundings;
}

export const makeBackup = async (url: string, { config, target, surroundings }: BackupWish): Promise<void> => {
  const { clock, chance, print, complain, output, signal } = surroundings;
  const programVersion = await readServerVersion();
  const dataDir = resolve(config.dataDir);
  const sessionSecret = config.sessionSecret ?? (await keptSessionSecret(config.dataDir));
  const backUp = (write: WriteBytes): Promise<BackupReport> =>
    writeBackup({
      url,
      dataDir,
      sessionSecret,
      programVersion,
      clock,
      write: (bytes) => {
        signal.throwIfAborted();
        return write(bytes);
      },
    });

  const toOutput = target === '-';
  if (toOutput && output.isTerminal)
    throw new Error('A backup is no text: send it into a program or a file, as in `backup - > backup.tar`.');
  const room = () => backupSize({ url, dataDir, clock });
  const report = toOutput
    ? await backUp(output.write)
    : await intoFile(resolve(target), { id: chance.shortId(), room, backUp });
  for (const sentence of backupSentences(report, { target, secretIsSetting: config.sessionSecret !== null }))
    (toOutput ? complain : print)(sentence);
};

/** For what the server writes meanwhile, where it is the same disk. `backup-server.sh` leaves as much. */
const ROOM_LEFT_BYTES = 1_000_000_000;

/** A full disk ends recordings, so a backup is not begun where there is no room for it. */
const lookForRoom = async (folder: string, bytes: number): Promise<void> => {
  const found = await statfs(folder).catch((error: unknown) => {
    throw new Error(`There is no folder ${folder} for the backup.`, { cause: error });
  });
  const freeBytes = found.bavail * found.bsize;
  if (freeBytes - bytes >= ROOM_LEFT_BYTES) return;
  throw new Error(
    `The backup takes about ${gigabytes(bytes)}, and ${folder} has ${gigabytes(freeBytes)} free; ${gigabytes(ROOM_LEFT_BYTES)} of them have to stay free.`,
  );
};

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

interface Filling {
  /** Two who make the same file are not in each other's way. */
  readonly id: string;
  /** How many bytes it will take. */
  readonly room: () => Promise<number>;
  readonly backUp: (write: WriteBytes) => Promise<BackupReport>;
}

/** The file has its name when all of it is on the disk; until then `.part` stands behind it. */
const intoFile = async (path: string, { id, room, backUp }: Filling): Promise<BackupReport> => {
  if (await stat(path).catch(() => null)) throw new Error(`${path} is there already; no backup is written over.`);
  await lookForRoom(dirname(path), await room());
  const part = `${path}.${id}.part`;
  const file = await open(part, 'wx', 0o600);
  try {
    const report = await backUp(async (bytes) => {
      for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
    });
    await file.sync();
    await file.close();
    await rename(part, path);
    return report;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
};

/** Reads a whole backup and says what it is. */
export const verifyCommand = async (path: string, { print, signal }: CommandSurroundings): Promise<void> => {
  const manifest = await verifyBackup(resolve(path), signal);
  print(`${path} is whole. ${contentsSentence(manifest)}`);
};
