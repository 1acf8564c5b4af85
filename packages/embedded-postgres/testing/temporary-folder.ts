import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

interface FolderOptions {
  /** 0o700: nobody else can enter it. */
  readonly mode: 0o700 | 0o755;
}

/** A folder that is gone after the test. */
export const temporaryFolder = (options: FolderOptions): string => {
  const folder = newFolder(options);
  onTestFinished(() => remove(folder));
  return folder;
};

/** A folder for all tests of a file, gone after the last. */
export const folderForAllTests = (options: FolderOptions): string => {
  const folder = newFolder(options);
  afterAll(() => remove(folder));
  return folder;
};

const newFolder = ({ mode }: FolderOptions): string => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
  chmodSync(folder, mode);
  return folder;
};

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
