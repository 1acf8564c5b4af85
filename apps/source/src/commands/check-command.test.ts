import { expect, test } from 'vitest';
import { programFixture } from '../../testing/program-fixture.ts';

const fixture = programFixture();

const marksOf = (lines: readonly string[]): string[] =>
  lines.map((line) => /^(ok|failed) +(\S+)/.exec(line)?.slice(1).join(' ') ?? '').filter((mark) => mark !== '');

test('when all is well every line is ok, and nothing goes on air', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  const check = run(['check', '--tone']);
  expect(await check.exitCode).toBe(0);
  expect(marksOf(check.lines())).toEqual([
    'ok ffmpeg',
    'ok sound',
    'ok server',
    'ok realtime',
    'ok sign-in',
    'ok uplink',
  ]);
  expect(peer.connections).toHaveLength(0);
}, 20_000);

test('without ffmpeg that line fails and says what to install', async () => {
  const { run, signIn } = fixture();
  await signIn();
  const check = run(['check', '--tone'], { environment: { PATH: '/nowhere' } });
  expect(await check.exitCode).toBe(1);
  expect(marksOf(check.lines())[0]).toBe('failed ffmpeg');
  expect(check.lines()[1]).toMatch(/→ Install ffmpeg/);
  expect(check.complaints).toEqual(['One check failed.']);
}, 20_000);

test('without a sign-in it says how to', async () => {
  const { peer, run } = fixture();
  const check = run(['check', '--tone', '--server', peer.origin]);
  expect(await check.exitCode).toBe(1);
  expect(marksOf(check.lines()).at(-1)).toBe('failed sign-in');
  expect(check.lines().join('\n')).toContain(`→ Run \`livestreamer login ${peer.origin}\``);
}, 20_000);

test('an account that may not broadcast fails', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  peer.permissions = [];
  const check = run(['check', '--tone']);
  expect(await check.exitCode).toBe(1);
  expect(check.lines().join('\n')).toContain('signed in as deejay, who may not broadcast');
}, 20_000);

test('a station that does not exist fails at the uplink', async () => {
  const { run, signIn } = fixture();
  await signIn();
  const check = run(['check', '--tone', '--station', 'elsewhere']);
  expect(await check.exitCode).toBe(1);
  expect(check.lines().join('\n')).toMatch(/failed +uplink +\/stream\/elsewhere answers 404\n.*no such station/);
}, 20_000);

test('a server that is away ends the checks there', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  await peer.close();
  const check = run(['check', '--tone']);
  expect(await check.exitCode).toBe(1);
  expect(marksOf(check.lines())).toEqual(['ok ffmpeg', 'ok sound', 'failed server']);
}, 20_000);

test('a device that is not there is a failed line, not the end of the checks', async () => {
  const { run, signIn } = fixture();
  await signIn();
  const check = run(['check', '--device', 'pulse:nowhere']);
  expect(await check.exitCode).toBe(1);
  expect(marksOf(check.lines())).toContain('failed sound');
  expect(marksOf(check.lines())).toContain('ok uplink');
}, 30_000);
