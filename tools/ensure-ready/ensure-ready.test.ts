import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

/** Writes into `calls`, then does what the real program would have left behind. */
const FAKE_NPM = `
import { appendFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
appendFileSync('calls', 'npm ' + process.argv[2] + '\\n');
if (process.env.NPM_FAILS) { console.error('npm says no'); process.exit(1); }
while (process.env.NPM_WAITS_FOR && !existsSync(process.env.NPM_WAITS_FOR)) await new Promise((done) => setTimeout(done, 20));
mkdirSync('node_modules/typescript/bin', { recursive: true });
cpSync('fake-tsc.mjs', 'node_modules/typescript/bin/tsc');
mkdirSync('node_modules/vite/bin', { recursive: true });
cpSync('fake-vite.mjs', 'node_modules/vite/bin/vite.js');
`;
const FAKE_TSC = `
const { appendFileSync, mkdirSync, writeFileSync } = await import('node:fs');
appendFileSync('calls', ['tsc', ...process.argv.slice(2)].join(' ') + '\\n');
for (const app of ['server', 'source']) { mkdirSync('apps/' + app + '/dist', { recursive: true }); writeFileSync('apps/' + app + '/dist/main.js', ''); }
`;
const FAKE_VITE = `
const { appendFileSync, mkdirSync, writeFileSync } = await import('node:fs');
appendFileSync('../../calls', 'vite ' + process.argv[2] + '\\n');
mkdirSync('dist', { recursive: true }); writeFileSync('dist/index.html', '');
`;

/** A small clone with our ensure-ready, and with programs in place of npm, tsc and vite that note that they were called. */
const clone = () => {
  const root = mkdtempSync(join(tmpdir(), 'ensure-ready-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const tool of ['ensure-ready', 'test-services']) {
    cpSync(resolve(import.meta.dirname, '..', tool), join(root, 'tools', tool), { recursive: true });
  }
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" } } }');
  write('fake-npm.mjs', FAKE_NPM);
  write('fake-tsc.mjs', FAKE_TSC);
  write('fake-vite.mjs', FAKE_VITE);
  write('packages/contracts/src/index.ts', 'export {};');
  write('apps/server/src/main.ts', 'export {};');
  write('apps/web/index.html', '<p>');
  write('calls', '');
  const run = async (
    goal: string,
    {
      env = {},
      nodeArgs = [],
      hear = () => undefined,
    }: { env?: NodeJS.ProcessEnv; nodeArgs?: string[]; hear?: (text: string) => void } = {},
  ) => {
    const child = spawn(process.execPath, [...nodeArgs, 'tools/ensure-ready/ensure-ready.mjs', goal], {
      cwd: root,
      env: { PATH: process.env['PATH'], npm_execpath: join(root, 'fake-npm.mjs'), ...env },
    });
    let output = '';
    const take = (text: Buffer): void => {
      output += text.toString();
      hear(text.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    await once(child, 'close');
    return { exitCode: child.exitCode, output };
  };
  const calls = (): string[] => readFileSync(join(root, 'calls'), 'utf8').split('\n').filter(Boolean);
  return { root, write, run, calls };
};

const TSC_ANEW = 'tsc -b --force';

describe('the packages', () => {
  it('are installed when they are missing, and not again', async () => {
    const { run, calls } = clone();
    const first = await run('install');
    expect(first).toMatchObject({ exitCode: 0, output: expect.stringMatching(/Installing the packages.*done in/s) });
    expect(await run('install')).toEqual({ exitCode: 0, output: '' });
    expect(calls()).toEqual(['npm ci']);
  });

  it('are installed again when package-lock.json says something else', async () => {
    const { run, calls, write } = clone();
    await run('install');
    write('package-lock.json', '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.1" } } }');
    await run('install');
    expect(calls()).toEqual(['npm ci', 'npm ci']);
  });

  it('are left alone when somebody ran npm ci by hand, whatever optional ones their platform lacks', async () => {
    const { run, calls, write } = clone();
    const a = { version: '1.0.0', integrity: 'sha512-a' };
    const lock = { '': {}, 'node_modules/a': a, 'node_modules/b': { version: '2.0.0', optional: true } };
    write('package-lock.json', JSON.stringify({ packages: lock }));
    write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': a } }));
    expect((await run('install')).exitCode).toBe(0);
    expect(calls()).toEqual([]);

    write('package-lock.json', JSON.stringify({ packages: { ...lock, 'node_modules/c': { version: '3.0.0' } } }));
    await run('install');
    expect(calls()).toEqual(['npm ci']);
  });

  it('are asked for again after an install that failed, which shows what npm said', async () => {
    const { run, calls } = clone();
    const failed = await run('install', { env: { NPM_FAILS: 'yes' } });
    expect(failed).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/npm says no.*failed after.*registry reachable/s),
    });
    expect((await run('install')).exitCode).toBe(0);
    expect(calls()).toEqual(['npm ci', 'npm ci']);
  });

  it('are installed once by several commands at once', async () => {
    const { root, run, calls, write } = clone();
    let waiting = 0;
    const hear = (text: string): void => {
      waiting += text.split('waiting for it').length - 1;
      if (waiting === 2) write('go', '');
    };
    const together = { env: { NPM_WAITS_FOR: 'go' }, hear };
    const all = await Promise.all([run('install', together), run('install', together), run('install', together)]);
    expect(all.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(all.filter(({ output }) => output.includes('waiting for it'))).toHaveLength(2);
    expect(calls()).toEqual(['npm ci']);
    expect(existsSync(join(root, '.ensure-ready.lock'))).toBe(false);
  });

  it('are installed although a command that was killed left its lock behind', async () => {
    const { run, calls, write } = clone();
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    write('.ensure-ready.lock', `${gone.pid}\n`);
    expect((await run('install')).exitCode).toBe(0);
    expect(calls()).toEqual(['npm ci']);
  });
});

describe('what is built', () => {
  it('is built on the first start and left alone on the second', async () => {
    const { run, calls } = clone();
    expect((await run('start')).exitCode).toBe(0);
    expect(await run('start')).toEqual({ exitCode: 0, output: '' });
    expect(calls()).toEqual(['npm ci', TSC_ANEW, 'vite build']);
  });

  it('is built again after a change to a source of it, and of it only', async () => {
    const { root, run, calls } = clone();
    await run('start');
    utimesSync(join(root, 'apps/server/src/main.ts'), 1, 1);
    await run('start');
    expect(calls().slice(3)).toEqual(['tsc -b']);
    appendFileSync(join(root, 'packages/contracts/src/index.ts'), '//');
    await run('start');
    expect(calls().slice(4)).toEqual(['tsc -b', 'vite build']);
  });

  it('is left alone after a change to a test', async () => {
    const { run, calls, write } = clone();
    await run('start');
    write('apps/server/src/main.test.ts', '');
    await run('start');
    expect(calls()).toHaveLength(3);
  });

  it('is built anew when somebody removed it', async () => {
    const { root, run, calls } = clone();
    await run('start');
    rmSync(join(root, 'apps/server/dist'), { recursive: true });
    await run('start');
    expect(calls().slice(3)).toEqual([TSC_ANEW]);
  });

  it('cannot be built without the page of the web client', async () => {
    const { root, run } = clone();
    rmSync(join(root, 'apps/web/index.html'));
    expect(await run('start')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('apps/web/index.html is missing'),
    });
  });
});

it('tells an old Node what it needs, and does nothing', async () => {
  const { run, calls, write } = clone();
  write('old.cjs', 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } });');
  const { exitCode, output } = await run('install', { nodeArgs: ['--require', './old.cjs'] });
  expect(output).toMatch(/needs Node 20\.19 or newer; this is 20\.18\.3/);
  expect(exitCode).toBe(1);
  expect(calls()).toEqual([]);
});
