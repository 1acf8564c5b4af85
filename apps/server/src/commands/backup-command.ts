import { open, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { keptSessionSecret } from '../accounts/index.ts';
import { type BackupReport, verifyBackup, type WriteBytes, writeBackup } from '../backup/index.ts';
import type { Config } from '../config.ts';
import { readServerVersion } from '../server-version.ts';
import { backupSentences, contentsSentence } from './backup-sentences.ts';
import { withDatabase } from './command-database.ts';
import type { CommandSurroundings } from './command-surroundings.ts';

/** Backs everything up into a file, or with `-` to the standard output, while the server runs or not. */
export const backupCommand = (config: Config, target: string, surroundings: CommandSurroundings): Promise<void> =>
  withDatabase({ config, ...surroundings }, (url) => makeBackup(url, { config, target, surroundings }));

interface BackupWish {
  readonly config: Config;
  readonly target: string;
  readonly surroundings: CommandSurroundings;
}

export const makeBackup = async (url: string, { config, target, surroundings }: BackupWish): Promise<void> => {
  const { clock, chance, print, complain, output, signal } = surroundings;
  const programVersion = await readServerVersion();
  const sessionSecret = config.sessionSecret ?? (await keptSessionSecret(config.dataDir));
  const backUp = (write: WriteBytes): Promise<BackupReport> =>
    writeBackup({
      url,
      dataDir: resolve(config.dataDir),
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
  const report = toOutput
    ? await backUp(output.write)
    : await intoFile(resolve(target), { id: chance.shortId(), backUp });
  for (const sentence of backupSentences(report, { target, secretIsSetting: config.sessionSecret !== null }))
    (toOutput ? complain : print)(sentence);
};

interface Filling {
  /** Two who make the same file are not in each other's way. */
  readonly id: string;
  readonly backUp: (write: WriteBytes) => Promise<BackupReport>;
}

/** The file has its name when all of it is on the disk; until then `.part` stands behind it. */
const intoFile = async (path: string, { id, backUp }: Filling): Promise<BackupReport> => {
  if (await stat(path).catch(() => null)) throw new Error(`${path} is there already; no backup is written over.`);
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
