import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openRecording } from './open-recording.ts';
import { bytesOf, FRAME_US, MOUNT, mp3, NAME, ogg, PATIENCE, recorderRig } from './recorder-rig.ts';

const rig = recorderRig();
const { set, opened, fileBytes, written } = rig;

test('frames are on disk a second later, and the file is whole at any moment', async () => {
  const { record, say, stop } = set();
  record();
  say(mp3(0, 50));
  await written(bytesOf(mp3(0, 50)).length);
  say(mp3(50, 80));
  await stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 80)));
  const recording = await opened();
  expect(recording).toMatchObject({ format: 'mp3', bytes: bytesOf(mp3(0, 80)).length, gaps: [], leftOutMs: 0 });
  expect(recording.durationMs).toBeCloseTo((80 * FRAME_US) / 1_000, 1);
});

test('at no moment more than 600 ms of what came is not on disk, so a crash costs less than a second', async () => {
  const { record, say, stop } = set();
  record();
  let came = 0;
  const onDisk = async (): Promise<number> => (await fileBytes().catch(() => Buffer.alloc(0))).length;
  for (let step = 0; step < 60; step += 1) {
    const frames = mp3(step * 4, step * 4 + 4);
    say(frames);
    came += bytesOf(frames).length;
    rig.clock.advance((4 * FRAME_US) / 1_000);
    const most = bytesOf(mp3(0, Math.ceil(600_000 / FRAME_US))).length;
    await vi.waitFor(async () => expect(came - (await onDisk())).toBeLessThanOrEqual(most), PATIENCE);
  }
  await stop();
});

test('it begins with what the ring still has', async () => {
  const { record, say, stop } = set({ past: mp3(0, 30) });
  record();
  say(mp3(30, 60));
  await stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 60)));
});

test('asked again for the same recording, it goes on as it is', async () => {
  const { record, say, stop } = set({ past: mp3(0, 30) });
  record();
  record();
  say(mp3(30, 40));
  await stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 40)));
});

test('times and bytes are borders of frames, no further apart than 200 ms', async () => {
  const { record, say, stop } = set();
  record();
  say(mp3(0, 400));
  await stop();
  const recording = await opened();
  const borders = new Set([0]);
  let end = 0;
  for (const { bytes } of mp3(0, 400).frames) {
    end += bytes.length;
    borders.add(end);
  }
  for (let ms = 0; ms <= recording.durationMs; ms += 37) {
    const byte = recording.byteAt(ms);
    expect(borders.has(byte)).toBe(true);
    expect(recording.msAt(byte)).toBeLessThanOrEqual(ms + 0.01);
    expect(recording.msAt(byte)).toBeGreaterThan(ms - 230);
  }
  expect(recording.byteAt(0)).toBe(0);
  expect(recording.byteAt(1e9)).toBe(recording.bytes);
});

test('a source that was away is a gap, from its last frame to the next, whenever it was noticed', async () => {
  const { record, say, stop, events } = set();
  record();
  say(mp3(0, 50));
  rig.clock.advance(10_000);
  events.emit('source-lost', { mountId: MOUNT, reason: 'silent' });
  rig.clock.advance(20_000);
  // The engine tells it in this order (source-seat.ts).
  say(mp3(50, 250));
  events.emit('source-back', { mountId: MOUNT });
  say(mp3(250, 260));
  events.emit('source-lost', { mountId: MOUNT, reason: 'reset' });
  await stop();
  const { gaps } = await opened();
  expect(gaps).toEqual([{ atMs: expect.closeTo((50 * FRAME_US) / 1_000, 0), ms: 30_000 }]);
});

test('a recording that begins while the source is away knows of that gap too', async () => {
  const { record, say, stop, events } = set({ past: mp3(0, 50) });
  events.emit('source-lost', { mountId: MOUNT, reason: 'reset' });
  record();
  rig.clock.advance(5_000);
  say(mp3(50, 60));
  await stop();
  expect((await opened()).gaps).toEqual([{ atMs: expect.closeTo((50 * FRAME_US) / 1_000, 0), ms: 5_000 }]);
});

test('audio of another kind goes into another file, and the recording says what is left out', async () => {
  const { record, say, stop } = set();
  record();
  say(mp3(0, 100));
  say(ogg());
  await stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 100)));
  expect((await fileBytes(`${NAME}.2.ogg`)).length).toBeGreaterThan(0);
  const recording = await opened();
  expect(recording).toMatchObject({ format: 'mp3', parts: [{ path: join(rig.dir, `${NAME}.mp3`) }] });
  expect(recording.leftOutMs).toBeGreaterThan(0);
});

test('an Ogg recording that begins in the middle begins with the headers', async () => {
  const { record, say, stop } = set();
  const { frames, preamble } = ogg();
  const sounding = frames.filter(({ header }) => !header);
  record();
  say({ frames: sounding.slice(5), format: 'ogg', preamble });
  await stop();
  expect((await fileBytes(`${NAME}.ogg`)).subarray(0, preamble.length)).toEqual(Buffer.from(preamble));
});

test('where too little of the disk is free the recording ends, with a warning, and nothing else does', async () => {
  const { record, say, failures, errors, counters, isTapped } = set({
    reserve: { mostBytes: Number.MAX_SAFE_INTEGER, share: 1 },
  });
  record();
  say(mp3(0, 10));
  await vi.waitFor(() => {
    rig.clock.advance(1_000);
    expect(failures).toEqual([`${NAME} disk-full`]);
  }, PATIENCE);
  expect(errors).toMatchObject([{ recording: NAME, reason: 'disk-full' }]);
  expect(counters.failedRecordings).toBe(1);
  expect(isTapped()).toBe(false);
  say(mp3(10, 20));
});

test.each([
  ['all of the disk, but at most 1 byte', { mostBytes: 1, share: 1 }],
  ['nothing of the disk, though it might be much', { mostBytes: Number.MAX_SAFE_INTEGER, share: 0 }],
])('of what stays free the smaller counts: %s', async (_, reserve) => {
  const { record, say, stop, failures } = set({ reserve });
  record();
  say(mp3(0, 10));
  await stop();
  expect(failures).toEqual([]);
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 10)));
});

test('a disk that says it is full in the middle ends the recording; what was written is whole', async () => {
  await symlink('/dev/full', join(rig.dir, `${NAME}.2.ogg`));
  const { record, say, failures, stop } = set();
  record();
  say(mp3(0, 10));
  say(ogg());
  await vi.waitFor(() => {
    rig.clock.advance(1_000);
    expect(failures).toEqual([`${NAME} disk-full`]);
  }, PATIENCE);
  await stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 10)));
});

test('a folder that cannot be written ends the recording', async () => {
  await writeFile(join(rig.dir, 'file'), '');
  const { recorder, say, failures } = set();
  recorder.record(MOUNT, { dir: join(rig.dir, 'file', 'inside'), name: NAME });
  say(mp3(0, 10));
  await vi.waitFor(() => expect(failures).toEqual([`${NAME} io`]), PATIENCE);
});

test('what nobody recorded is not there', async () => {
  expect(await openRecording({ dir: rig.dir, name: 'nothing' })).toBeNull();
  expect(await openRecording({ dir: join(rig.dir, 'nowhere'), name: 'nothing' })).toBeNull();
});

test('ffprobe finds the length of what was recorded', async () => {
  const { record, say, stop } = set();
  record();
  say(mp3(0, 400));
  await stop();
  const probe = spawn('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    join(rig.dir, `${NAME}.mp3`),
  ]);
  let text = '';
  probe.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(probe, 'close');
  expect(Number(text)).toBeCloseTo((400 * FRAME_US) / 1e6, 0);
});
