import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a recording's files begin with. */
const BROADCAST_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[.-])/;

/** The shows of which there are files; none while there is no folder. */
export const broadcastsOnDisk = async (dir: string): Promise<string[]> => {
  const found = (await namesIn(dir)).flatMap((name) => BROADCAST_ID.exec(name)?.[0] ?? []);
  return [...new Set(found)];
};

/** Deletes every file of a recording. Fine when there is none. */
export const deleteFilesOf = async (dir: string, broadcastId: string): Promise<void> => {
  const names = (await namesIn(dir)).filter((name) => BROADCAST_ID.exec(name)?.[0] === broadcastId);
  for (const name of names) await rm(join(dir, name), { force: true });
};

const namesIn = async (dir: string): Promise<string[]> => {
  try {
    return await readdir(dir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};
