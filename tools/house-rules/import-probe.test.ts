import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { isCode, isTestCode } from './reading/file-kinds.ts';
import { REPOSITORY_ROOT, readRepository } from './reading/repository-files.ts';
import { programsIn } from './rules/import-effect-rule.ts';

/** All modules together, loaded through tsx on a busy machine. */
const DEADLINE_MS = 60_000;

const PROBE = join(REPOSITORY_ROOT, 'tools/house-rules/import-probe-main.ts');

/** What importing these files leaves running, by file. Throws when an import fails or never ends. */
const probe = async (paths: readonly string[]): Promise<unknown> => {
  const args = ['--conditions=livestreamer-source', '--import', 'tsx', PROBE];
  const running = promisify(execFile)(process.execPath, args, { cwd: REPOSITORY_ROOT, timeout: DEADLINE_MS });
  running.child.stdin?.end(paths.join('\n'));
  return JSON.parse((await running).stdout);
};

describe('importing a module', () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-probe-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    'opens, starts and prints nothing, for every module that runs in Node',
    async () => {
      const files = readRepository();
      const isProgram = programsIn(files);
      const modules = files
        .map(({ path }) => path)
        .filter((path) => /^(?:packages\/[^/]+|apps\/server|apps\/source)\/src\//.test(path))
        .filter((path) => isCode(path) && !isTestCode(path) && !isProgram(path));
      expect(modules.length).toBeGreaterThan(0);
      expect(await probe(modules)).toEqual({});
    },
    DEADLINE_MS,
  );

  it(
    'is found out when it leaves something running',
    async () => {
      const quiet = join(folder, 'quiet.mjs');
      const loud = join(folder, 'loud.mjs');
      writeFileSync(quiet, 'export const start = () => setInterval(() => {}, 1000);');
      writeFileSync(loud, 'setInterval(() => {}, 1000);');
      expect(await probe([quiet, loud])).toEqual({ [loud]: ['Timeout'] });
    },
    DEADLINE_MS,
  );
});
