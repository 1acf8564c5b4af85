import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemChance } from '../../platform/index.ts';
import { keepSessionSecret } from './session-secret.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'livestreamer-secret-'));
});
afterEach(() => rm(home, { recursive: true }));

test('the secret is made once, in a folder that need not be there, and kept to the server', async () => {
  const dataDir = join(home, 'data');
  const secret = await keepSessionSecret(dataDir, systemChance.token);
  expect(secret).toHaveLength(43);
  expect(await keepSessionSecret(dataDir, systemChance.token)).toBe(secret);
  const path = join(dataDir, 'session-secret');
  expect(await readFile(path, 'utf8')).toBe(secret);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a file that was cut short is not taken for a secret', async () => {
  await writeFile(join(home, 'session-secret'), '');
  await expect(keepSessionSecret(home, systemChance.token)).rejects.toThrow('session-secret is damaged. Delete it');
});
