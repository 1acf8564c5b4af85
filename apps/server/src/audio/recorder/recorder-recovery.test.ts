import { readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OpenedRecording } from './open-recording.ts';
import { bytesOf, FRAME_US, MOUNT, mp3, NAME, recorderRig } from './recorder-rig.ts';

const rig = recorderRig();
const { set, opened, fileBytes } = rig;

test('the next process goes on in the same recording: a torn frame is cut off, and the time between is a gap', async () => {
  const first = set();
  first.record();
  first.say(mp3(0, 100));
  await first.stop();
  const whole = (await fileBytes()).length;
  await truncate(join(rig.dir, `${NAME}.mp3`), whole - 100);
  const second = set();
  second.record();
  second.say(mp3(100, 150));
  await second.stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 99), mp3(100, 150)));
  const recording = await opened();
  expect(recording.durationMs).toBeCloseTo((149 * FRAME_US) / 1_000, 1);
  expect(recording.gaps).toHaveLength(1);
  expect(recording.gaps[0]?.atMs).toBeLessThanOrEqual((99 * FRAME_US) / 1_000);
});

test('without its index, and with a damaged one, a recording is read from its frames, and goes on', async () => {
  const { record, say, stop } = set();
  record();
  say(mp3(0, 100));
  await stop();
  const before = await opened();
  const summary = ({ byteAt, msAt, ...rest }: OpenedRecording) => ({
    ...rest,
    durationMs: Math.round(rest.durationMs),
    at: byteAt(1_000),
    ms: Math.round(msAt(9_999)),
  });
  const index = join(rig.dir, `${NAME}.index`);
  const bytes = await readFile(index);
  bytes.fill(0xff, 100);
  await writeFile(index, bytes);
  expect(summary(await opened())).toEqual(summary(before));
  await rm(index);
  expect((await opened()).bytes).toBe(before.bytes);

  const next = set();
  next.record();
  next.say(mp3(100, 120));
  await next.stop();
  expect((await opened()).bytes).toBe(bytesOf(mp3(0, 120)).length);
  expect((await stat(index)).size).toBeGreaterThan(0);
  expect((await opened()).gaps).toHaveLength(1);
});

test('the server does not end before a recording is closed that stopped just then, nor is it begun again before', async () => {
  const { recorder, record, say } = set();
  record();
  say(mp3(0, 50));
  void recorder.stopRecording(MOUNT);
  record();
  say(mp3(50, 60));
  void recorder.stopRecording(MOUNT);
  await recorder.stopAll();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 60)));
});

test('what goes on after a crash is found as exactly as before, and its gaps are known', async () => {
  const first = set();
  first.record();
  first.say(mp3(0, 400));
  await first.stop();
  const index = join(rig.dir, `${NAME}.index`);
  await truncate(index, (await stat(index)).size - 6 * 32);
  for (let round = 0; round < 2; round += 1) {
    const next = set();
    next.record();
    next.say(mp3(400 + round * 10, 410 + round * 10));
    await next.stop();
  }
  const recording = await opened();
  for (let ms = 0; ms < recording.durationMs; ms += 101)
    expect(recording.msAt(recording.byteAt(ms))).toBeGreaterThan(ms - 230);
  expect(recording.gaps).toHaveLength(2);
  expect(recording.bytes).toBe(bytesOf(mp3(0, 420)).length);
});

test('another sample rate goes into another file, also after a restart', async () => {
  const first = set();
  first.record();
  first.say(mp3(0, 50));
  await first.stop();
  const second = set();
  second.record();
  const frames = mp3(50, 60).frames.map((frame) => ({ ...frame, sampleRate: 48_000 }));
  second.say({ ...mp3(50, 60), frames });
  await second.stop();
  expect(await fileBytes()).toEqual(bytesOf(mp3(0, 50)));
  expect((await fileBytes(`${NAME}.2.mp3`)).length).toBe(bytesOf(mp3(50, 60)).length);
});
