import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { endProcesses, heads, RUN_MARK, strayProcesses } from './stray-processes.ts';

/** Goes only when killed, and says when it is so. */
const DEAF =
  "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000); console.log('deaf')";
const MEEK = "setInterval(() => {}, 1000); console.log('meek')";

const startIn = async (cwd: string, script: string, mark: string) => {
  const child = spawn(process.execPath, ['-e', script], {
    cwd,
    env: { ...process.env, [RUN_MARK]: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
};

it('finds by mark and by folder what a run left behind, ends all of it, and touches nothing else', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'stray-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const mark = `test-${process.pid}`;
  const marked = await startIn(tmpdir(), DEAF, mark);
  const inFolder = await startIn(folder, MEEK, 'another');
  const neither = await startIn(tmpdir(), MEEK, 'another');
  const ends = [once(marked, 'exit'), once(inFolder, 'exit')];
  const find = () => strayProcesses({ mark, folder });
  if (process.platform !== 'linux') {
    expect(find()).toEqual([]);
    return;
  }
  expect(new Set(find().map(({ pid }) => pid))).toEqual(new Set([marked.pid, inFolder.pid]));

  await endProcesses(find);

  await Promise.all(ends);
  expect(inFolder.signalCode).toBe('SIGTERM');
  expect(marked.signalCode).toBe('SIGKILL');
  expect(neither.signalCode ?? neither.exitCode).toBe(null);
  expect(find()).toEqual([]);
}, 20_000);

it('knows which of them were started by another of them', () => {
  const found = [
    { pid: 10, parentPid: 1, command: 'postgres' },
    { pid: 11, parentPid: 10, command: 'postgres: checkpointer' },
    { pid: 12, parentPid: 11, command: 'postgres: worker' },
  ];
  expect(heads(found).map(({ pid }) => pid)).toEqual([10]);
});
