import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TITLE_HEADER } from '@livestreamer/contracts';
import { createFramer, syntheticMp3Frames } from '@livestreamer/framing';
import { expect, test } from 'vitest';
import { programFixture } from '../../testing/program-fixture.ts';
import { eventually } from '../../testing/source-eventually.ts';
import { connectionAt } from '../../testing/uplink-fixture.ts';

const fixture = programFixture();

/** A machine without ffmpeg and without anything else. */
const BARE = { environment: { PATH: '/nowhere' } };

const secondsIn = (path: string): number => {
  const framer = createFramer('mp3');
  const seconds = framer.push(readFileSync(path)).reduce((sum, frame) => sum + frame.durationUs, 0) / 1_000_000;
  expect(framer.skippedBytes).toBe(0);
  return seconds;
};

test('a tone goes on air without ffmpeg; Ctrl-C ends the show at the server too', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  const show = run(['go-live', '--tone', '440', '--title', 'Friday: äö'], BARE);
  await eventually('on air', () => show.lines().includes('on air'));
  await eventually('a second of sound', () => connectionAt(peer, 0).receivedBytes > 16_000);
  show.interrupt();
  expect(await show.exitCode).toBe(0);
  const connection = connectionAt(peer, 0);
  expect(connection.finished).toBe(true);
  expect(connection.skippedBytes()).toBe(0);
  expect(connection.headers).toMatchObject({
    cookie: 'livestreamer_session=session-0',
    'content-type': 'audio/mpeg',
    [TITLE_HEADER]: encodeURIComponent('Friday: äö'),
  });
  expect(show.lines().at(-2)).toMatch(/^ended: on air for 00:00:0\d, \d+ kB sent$/);
  expect(show.complaints).toEqual([]);
}, 20_000);

test('a cut line is said and found again, and the recording has no gap', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  const path = join(dir, 'show.mp3');
  const show = run(['go-live', '--tone', '--save', path], BARE);
  await eventually('sound', () => peer.connections[0] && connectionAt(peer, 0).receivedBytes > 8_000);
  connectionAt(peer, 0).cut();
  await eventually('said', () => show.lines().some((line) => line.startsWith('reconnecting: No connection')));
  await eventually('back', () => show.lines().filter((line) => line === 'on air').length === 2);
  await eventually('sound', () => connectionAt(peer, 1).receivedBytes > 8_000);
  show.interrupt();
  expect(await show.exitCode).toBe(0);
  const sentSeconds = peer.connections.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0) / 16_000;
  expect(secondsIn(path)).toBeGreaterThanOrEqual(sentSeconds - 0.1);
  expect(connectionAt(peer, 1).skippedBytes()).toBe(0);
}, 20_000);

test('the recording goes on while the server is away, from the start to the end', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  await peer.close();
  const path = join(dir, 'show.mp3');
  const show = run(['go-live', '--tone', '--save', path], BARE);
  await eventually('said', () => show.lines().some((line) => line.startsWith('waiting: No connection')));
  await eventually('two seconds on disk', () => existsSync(path) && readFileSync(path).length > 32_000);
  show.interrupt();
  expect(await show.exitCode).toBe(130);
  expect(secondsIn(path)).toBeGreaterThan(2);
  expect(show.complaints).toEqual(['Stopped before the show was on air.']);
}, 20_000);

test('a refusal ends it with a sentence', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  peer.behave({ kind: 'refuse', status: 403, code: 'forbidden' });
  const show = run(['go-live', '--tone'], BARE);
  expect(await show.exitCode).toBe(4);
  expect(show.complaints).toEqual([expect.stringContaining('not allowed to broadcast')]);
});

test('a station that is busy is waited for', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  peer.behave({ kind: 'refuse', status: 403, code: 'mount_busy' });
  const show = run(['go-live', '--tone'], BARE);
  await eventually('said', () => show.lines().some((line) => /^waiting: Somebody else is on air/.test(line)));
  peer.behave({ kind: 'take' });
  await eventually('on air', () => show.lines().includes('on air'));
  show.interrupt();
  expect(await show.exitCode).toBe(0);
}, 20_000);

test('a file that plays out while the station is busy says why it was never on air', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  peer.behave({ kind: 'refuse', status: 403, code: 'mount_busy' });
  const file = join(dir, 'short.mp3');
  writeFileSync(file, Buffer.concat(syntheticMp3Frames({ count: 40 })));
  const show = run(['go-live', '--file', file]);
  expect(await show.exitCode).toBe(4);
  expect(show.complaints).toEqual([expect.stringMatching(/never on air\. Somebody else is on air/)]);
}, 30_000);

test('nobody goes on air without signing in first', async () => {
  const { peer, run } = fixture();
  const show = run(['go-live', '--tone', '--server', peer.origin], BARE);
  expect(await show.exitCode).toBe(4);
  expect(show.complaints).toEqual([expect.stringContaining(`livestreamer login ${peer.origin}`)]);
  expect(peer.connections).toHaveLength(0);
});

test('a cookie is not sent to a server that it does not come from', async () => {
  const { run, signIn } = fixture();
  await signIn();
  const show = run(['go-live', '--tone', '--server', 'https://elsewhere.example'], BARE);
  expect(await show.exitCode).toBe(4);
});

test('a file that is there is not written over, and nothing goes on air', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  const path = join(dir, 'show.mp3');
  writeFileSync(path, 'last week');
  const show = run(['go-live', '--tone', '--save', path], BARE);
  expect(await show.exitCode).toBe(1);
  expect(show.complaints).toEqual([expect.stringContaining('nothing is written over')]);
  expect(readFileSync(path, 'utf8')).toBe('last week');
  expect(peer.connections).toHaveLength(0);
});

test.each([
  [['--device', 'x'], BARE, /no ffmpeg|nothing here can be captured/],
  [['--file', '/nowhere/song.mp3'], {}, /There is no file/],
  [['--file', 'song.mp3'], BARE, /needs ffmpeg/],
])('%j cannot be captured', async (args, options, sentence) => {
  const { run, signIn } = fixture();
  await signIn();
  const show = run(['go-live', ...args], options);
  expect(await show.exitCode).toBe(3);
  expect(show.complaints).toEqual([expect.stringMatching(sentence)]);
});

test('a file is sent to its end, and that ends the show', async () => {
  const { peer, run, signIn, dir } = fixture();
  await signIn();
  const path = join(dir, 'silence.wav');
  writeFileSync(path, waveOfSilence(1.5));
  const show = run(['go-live', '--file', path]);
  expect(await show.exitCode).toBe(0);
  expect(connectionAt(peer, 0).finished).toBe(true);
  expect(connectionAt(peer, 0).receivedBytes).toBeGreaterThan(1.4 * 16_000);
}, 30_000);

/** A WAV file, 8 kHz mono, of zeros. */
const waveOfSilence = (seconds: number): Uint8Array => {
  const length = seconds * 16_000;
  const wave = Buffer.alloc(44 + length);
  wave.write('RIFF', 0);
  wave.writeUInt32LE(36 + length, 4);
  wave.write('WAVEfmt ', 8);
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(8_000, 24);
  wave.writeUInt32LE(16_000, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36);
  wave.writeUInt32LE(length, 40);
  return wave;
};

test('what the server hears as dead air is said, and that sound is back', async () => {
  const { peer, run, signIn } = fixture();
  await signIn();
  peer.soundWarnings = ['silence'];
  const show = run(['go-live', '--tone'], BARE);
  await eventually('said', () => show.lines().some((line) => line.startsWith('The server has heard only silence')));
  peer.soundWarnings = [];
  await eventually('said', () => show.lines().includes('The server hears sound again.'));
  show.interrupt();
  expect(await show.exitCode).toBe(0);
}, 20_000);
