import { readFile } from 'node:fs/promises';

/** The version that stands in the server's package.json, beside the folder of the program. */
export const readServerVersion = async (): Promise<string> => {
  const { version }: { version?: unknown } = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return String(version);
};
