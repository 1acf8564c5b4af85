import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig, SETTINGS } from '../../apps/server/src/config.ts';
import { DEPLOY } from './compose-reader.ts';
import { REPOSITORY } from './image-rig.ts';

const UNIT = `${DEPLOY}systemd/livestreamer.service`;
const text = readFileSync(UNIT, 'utf8');
const directive = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';

it('is a unit that systemd understands and finds safe', () => {
  // Linux alone has systemd; there `npm test` sees to it that it is installed.
  if (process.platform !== 'linux') return;
  const folder = mkdtempSync(join(tmpdir(), 'livestreamer-unit-'));
  try {
    const unit = join(folder, 'livestreamer.service');
    cpSync(UNIT, unit);
    const verify = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
    const about = verify.stderr
      .split('\n')
      .filter((line) => line.includes('livestreamer.service') && !/not executable|No such file/.test(line));
    expect(about).toEqual([]);
    const security = spawnSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', '--threshold=20', unit], {
      encoding: 'utf8',
    });
    // In tenths: 2.0 of 10, where 10 is a service that may do everything.
    expect(security.status, security.stdout + security.stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

it('stops later than the server, starts again after a crash, and opens files enough', () => {
  const [, deadlineMs = '0'] =
    /STOP_DEADLINE_MS = ([\d_]+)/.exec(readFileSync(`${REPOSITORY}/apps/server/src/main.ts`, 'utf8')) ?? [];
  expect(Number(directive('TimeoutStopSec')) * 1000).toBeGreaterThan(Number(deadlineMs.replaceAll('_', '')));
  expect(directive('Restart')).toBe('always');
  expect(directive('KillSignal')).toBe('SIGTERM');
  expect(Number(directive('LimitNOFILE'))).toBeGreaterThanOrEqual(65_536);
});

it('runs a program that is there, with settings that the server takes', () => {
  const [node, program = '', ...args] = directive('ExecStart').split(' ');
  expect(node).toBe('/usr/bin/node');
  expect(existsSync(join(REPOSITORY, program))).toBe(true);
  expect(args).toEqual(['start']);
  const example = readFileSync(`${DEPLOY}systemd/server.env.example`, 'utf8').replace(
    /^SESSION_SECRET=$/m,
    `SESSION_SECRET=${'s'.repeat(64)}`,
  );
  const settings = [...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  const own = directive('Environment')
    .split(' ')
    .map((it) => it.split('='));
  const environment: Record<string, string> = Object.fromEntries([...settings, ...own]);
  expect(readConfig(environment)).toMatchObject({ host: '127.0.0.1', port: 8080, dataDir: '/var/lib/livestreamer' });
  const known = Object.values(SETTINGS).map(({ name }) => name as string);
  expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
});
