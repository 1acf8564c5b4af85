import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatheringSink, type GatheringSink } from '../../testing/gathering-sink.ts';
import { eventually } from '../../testing/source-eventually.ts';
import type { Capture } from './capture.ts';
import { superviseCapture } from './capture-supervisor.ts';

let clock: FakeClock;
let sink: GatheringSink;
let capture: Capture;

beforeEach(() => {
  clock = createFakeClock();
  sink = createGatheringSink();
});
afterEach(async () => {
  const stopped = capture.stop();
  clock.advance(2_000);
  await stopped;
  expect(clock.pending()).toBe(0);
  expect(sink.ends).toHaveLength(1);
});

/** Runs these programs (JavaScript) one after the other, the last one again and again. */
const supervise = (...programs: string[]) => begin({ finite: false, programs });

/** Gives how many were started so far. */
const begin = ({ finite, programs }: { finite: boolean; programs: readonly string[] }): (() => number) => {
  let run = 0;
  capture = superviseCapture({
    programName: 'the program',
    finite,
    clock,
    chance: () => 1,
    sink,
    plan: (heard) => ({
      command: process.execPath,
      args: ['-e', programs[Math.min(run++, programs.length - 1)] ?? ''],
      environment: {},
      onStdout: (bytes) => {
        heard();
        sink.onMp3(bytes);
      },
    }),
  });
  return () => run;
};

const FAIL = 'console.error("no such device"); process.exitCode = 1';
const SOUND_AND_STAY = 'process.stdout.write("x"); setInterval(() => {}, 1000)';
const SOUND_AND_FAIL = 'process.stdout.write("x"); console.error("device\\n unplugged"); process.exitCode = 1';

const soundLength = () => sink.mp3().length;

test('a program that fails before any sound is a failure, with its last words', async () => {
  supervise(FAIL);
  await eventually('the end', () => sink.ends[0]);
  expect(sink.ends[0]).toEqual({ kind: 'failed', sentence: 'the program gave no sound: no such device' });
});

test('a program that does not exist is a failure', async () => {
  capture = superviseCapture({
    programName: 'ffmpeg',
    finite: true,
    clock,
    chance: () => 1,
    sink,
    plan: () => ({ command: '/nowhere/ffmpeg', args: [], environment: {}, onStdout: () => {} }),
  });
  await eventually('the end', () => sink.ends[0]);
  expect(sink.ends[0]).toMatchObject({ kind: 'failed', sentence: expect.stringContaining('could not be started') });
});

test('a program that dies in the middle is started again, and its last words are told', async () => {
  supervise(SOUND_AND_FAIL, SOUND_AND_STAY);
  await eventually('trouble', () => sink.troubles[0]);
  expect(sink.troubles).toEqual(['the program ended (device · unplugged); it is started again and again.']);
  clock.advance(500);
  await eventually('sound again', () => soundLength() === 2);
  expect(sink.ends).toEqual([]);
});

test('one that keeps dying is started less and less often, and the same reason is told once', async () => {
  const starts = supervise(SOUND_AND_FAIL, FAIL);
  await eventually('trouble', () => sink.troubles[0]);
  for (const [index, waitMs] of [500, 1_000, 2_000, 4_000, 5_000, 5_000].entries()) {
    await eventually('the timer', () => clock.pending() === 2);
    clock.advance(waitMs - 1);
    expect(starts()).toBe(index + 1);
    clock.advance(1);
    expect(starts()).toBe(index + 2);
  }
  await eventually('the last end', () => clock.pending() === 2);
  expect(sink.troubles).toHaveLength(2);
});

test('a device that ends, even well, is started again: the sound server went away', async () => {
  supervise('process.stdout.write("x")', SOUND_AND_STAY);
  await eventually('trouble', () => sink.troubles[0]);
  expect(sink.troubles).toEqual(['the program ended (by exit code 0); it is started again and again.']);
  clock.advance(500);
  await eventually('sound again', () => soundLength() === 2);
});

test('a file that ends well has finished', async () => {
  begin({ finite: true, programs: ['process.stdout.write("x")'] });
  await eventually('the end', () => sink.ends[0]);
  expect(sink.ends).toEqual([{ kind: 'finished' }]);
});

test('a program that gives nothing for 10 s is ended and started again', async () => {
  supervise(SOUND_AND_STAY);
  await eventually('sound', () => soundLength() === 1);
  clock.advance(9_999);
  expect(sink.troubles).toEqual([]);
  clock.advance(1_001);
  await eventually('told', () => sink.troubles.length === 2);
  expect(sink.troubles[0]).toBe('the program gave nothing for 10 s; it is ended.');
  clock.advance(500);
  await eventually('sound again', () => soundLength() === 2);
});

test('a program that ignores the request to end is ended by force', async () => {
  supervise(`process.on('SIGTERM', () => {}); ${SOUND_AND_STAY}`);
  await eventually('sound', () => soundLength() === 1);
  const stopped = capture.stop();
  clock.advance(2_000);
  await stopped;
  expect(sink.ends).toEqual([{ kind: 'finished' }]);
});

test('a stop while it waits to start again is a stop', async () => {
  supervise(SOUND_AND_FAIL);
  await eventually('trouble', () => sink.troubles[0]);
  await capture.stop();
  clock.advance(60_000);
  expect(soundLength()).toBe(1);
});
