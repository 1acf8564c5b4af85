import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE_NAME = 'session-secret';
const MIN_LENGTH = 32;

/** The secret kept in this folder; the first call makes it, readable by the server's account alone. Throws when the file was cut short. */
export const keepSessionSecret = async (dataDir: string, makeSecret: () => string): Promise<string> => {
  const path = join(dataDir, FILE_NAME);
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, makeSecret(), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < MIN_LENGTH)
    throw new Error(`The file ${path} is damaged. Delete it; everybody signs in again then.`);
  return secret;
};

/** The secret kept in this folder; null: none was made yet. */
export const keptSessionSecret = async (dataDir: string): Promise<string | null> => {
  try {
    return (await readFile(join(dataDir, FILE_NAME), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
