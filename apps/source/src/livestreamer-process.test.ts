import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { programFixture } from '../testing/program-fixture.ts';
import { eventually } from '../testing/source-eventually.ts';
import { hostEnvironment } from '../testing/test-machine.ts';
import { connectionAt } from '../testing/uplink-fixture.ts';

const fixture = programFixture();
const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** The real program in a process of its own, signed in to the peer. */
const start = async (...args: string[]) => {
  const { dir, signIn } = fixture();
  await signIn();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=livestreamer-source', 'src/main.ts', ...args],
    { cwd: FOLDER, env: { ...hostEnvironment(), LIVESTREAMER_CONFIG_DIR: join(dir, 'config') } },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    output += text;
  });
  return { child, output: () => output };
};

const exitOf = async (child: ChildProcess): Promise<unknown> => (await once(child, 'exit'))[0];

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the show in order and leaves nothing running',
  async (signal) => {
    const { peer } = fixture();
    const { child, output } = await start('go-live', '--tone');
    await eventually('sound', () => peer.connections[0] && connectionAt(peer, 0).receivedBytes > 4_000, {
      deadlineMs: 20_000,
    });
    const exit = exitOf(child);
    child.kill(signal);
    expect(await exit).toBe(0);
    expect(connectionAt(peer, 0).finished).toBe(true);
    expect(output()).toMatch(/^Sending test tone.*\non air\nending.*\nended: /);
  },
  30_000,
);

test('a second Ctrl-C does not wait for a server that does not answer', async () => {
  const { peer } = fixture();
  peer.behave({ kind: 'stall' });
  const { child, output } = await start('go-live', '--tone');
  await eventually('on air', () => output().includes('on air'), { deadlineMs: 20_000 });
  const exit = exitOf(child);
  child.kill('SIGINT');
  await eventually('heard', () => output().includes('\nending'));
  await eventually('gone', () => child.exitCode !== null || !child.kill('SIGINT'));
  expect(await exit).toBe(130);
}, 30_000);

test('a show goes on when nobody reads its output any more', async () => {
  const { peer } = fixture();
  const { child } = await start('go-live', '--tone');
  child.stdout.destroy();
  await eventually('on air', () => peer.connections[0], { deadlineMs: 20_000 });
  connectionAt(peer, 0).cut();
  await eventually('back, after a line that nobody read', () => peer.connections[1], { deadlineMs: 20_000 });
  const exit = exitOf(child);
  child.kill('SIGINT');
  expect(await exit).toBe(0);
}, 30_000);

test('the other commands end by themselves', async () => {
  const { child } = await start('check', '--tone');
  expect(await exitOf(child)).toBe(0);
}, 30_000);
