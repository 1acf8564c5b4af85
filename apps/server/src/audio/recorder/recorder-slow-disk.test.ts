import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { FrameRun } from '../sink.ts';
import { bytesOf, FRAME_US, mp3, PATIENCE, recorderRig } from './recorder-rig.ts';

const rig = recorderRig();
const { set, opened, fileBytes, written } = rig;

/** Threads that wait for the disk in Node (libuv's default). */
const DISK_THREADS = 4;

/**
 * A disk that answers nothing: each thread of this process that could wait for it waits for somebody to write into a pipe. Call what comes
 * back, and it answers again.
 */
const hangDisk = (): (() => Promise<void>) => {
  const pipes = Array.from({ length: DISK_THREADS }, (_, at) => join(rig.dir, `pipe-${at}`));
  for (const pipe of pipes) execFileSync('mkfifo', [pipe]);
  const reads = pipes.map((pipe) => readFile(pipe));
  return async () => {
    const writer: ChildProcess = spawn('sh', ['-c', 'for pipe in "$@"; do : > "$pipe"; done', 'sh', ...pipes]);
    await Promise.all([...reads, once(writer, 'exit')]);
  };
};

test('for a disk that hangs 8 MB wait; the rest is counted, and a gap at its place; nobody who sends waits', async () => {
  const { record, say, stop, counters, failures } = set();
  record();
  say(mp3(0, 50));
  await written(bytesOf(mp3(0, 50)).length);

  const mend = hangDisk();
  const second = mp3(50, 88);
  const waiting: FrameRun[] = [];
  const most = 8 * 1024 * 1024;
  let slowestMs = 0;
  while (counters.droppedRecordingFrames === 0) {
    rig.clock.advance((38 * FRAME_US) / 1_000);
    const beganMs = performance.now();
    say(second);
    slowestMs = Math.max(slowestMs, performance.now() - beganMs);
    if (counters.droppedRecordingFrames === 0) waiting.push(second);
  }
  for (let n = 0; n < 9; n += 1) say(second);
  expect(counters.droppedRecordingFrames).toBe(380);
  expect(bytesOf(...waiting).length).toBeLessThanOrEqual(most);
  expect(bytesOf(...waiting).length).toBeGreaterThan(most * 0.9);
  expect(slowestMs).toBeLessThan(500);

  await mend();
  const whole = bytesOf(mp3(0, 50), ...waiting).length;
  await written(whole);
  say(mp3(0, 10));
  await stop();
  expect(failures).toEqual([]);
  expect((await fileBytes()).length).toBe(whole + bytesOf(mp3(0, 10)).length);
  const recording = await opened();
  const beforeMs = ((50 + 38 * waiting.length) * FRAME_US) / 1_000;
  expect(recording.gaps).toEqual([
    { atMs: expect.closeTo(beforeMs, -1), ms: expect.closeTo((380 * FRAME_US) / 1_000, -1) },
  ]);
}, 60_000);

test('what is missing at the very end is a gap too', async () => {
  const { record, say, stop, counters } = set();
  record();
  say(mp3(0, 50));
  await written(bytesOf(mp3(0, 50)).length);
  const mend = hangDisk();
  while (counters.droppedRecordingFrames === 0) say(mp3(0, 1_000));
  const stopped = stop();
  await mend();
  await stopped;
  expect((await opened()).gaps).toEqual([
    { atMs: expect.any(Number), ms: expect.closeTo((1_000 * FRAME_US) / 1_000, -1) },
  ]);
}, 60_000);

test('what came while an earlier write took its time is written right after it', async () => {
  const { record, say, stop } = set();
  record();
  say(mp3(0, 50));
  await written(bytesOf(mp3(0, 50)).length);
  for (let at = 50; at < 150; at += 1) {
    say(mp3(at, at + 1));
    rig.clock.advance(500);
    for (let turn = 0; turn < at % 9; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (at % 2 === 1)
      await vi.waitFor(async () => expect(await fileBytes()).toEqual(bytesOf(mp3(0, at + 1))), PATIENCE);
  }
  await stop();
});
