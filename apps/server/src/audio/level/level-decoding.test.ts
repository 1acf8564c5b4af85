import { createFakeClock } from '@livestreamer/clock';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { childPidOf } from '../../../testing/child-pid.ts';
import { type LogFields, silentLogger } from '../../platform/index.ts';
import { createAudioCounters } from '../audio-counters.ts';
import { createLevelDecoding } from './level-decoding.ts';

vi.setConfig({ testTimeout: 60_000 });

const FRAMES = syntheticMp3Frames({ count: 40 });
const PATIENCE = { timeout: 30_000, interval: 10 };

const setUp = () => {
  const clock = createFakeClock();
  const counters = createAudioCounters();
  const warnings: LogFields[] = [];
  const answered: string[] = [];
  const decoding = createLevelDecoding({
    onAnswer: ({ mountId }) => answered.push(mountId),
    counters,
    clock,
    log: { ...silentLogger, warn: (fields) => warnings.push(fields) },
  });
  return { clock, counters, warnings, answered, decoding };
};

let rig: ReturnType<typeof setUp>;
beforeEach(() => {
  rig = setUp();
});
afterEach(() => {
  rig.decoding.stop();
  expect(rig.clock.pending()).toBe(0);
});

const killChild = async (): Promise<void> => {
  const failed = rig.counters.failedLevelProcesses;
  const pid = await vi.waitUntil(() => childPidOf('live-level-worker'), PATIENCE);
  process.kill(pid, 'SIGKILL');
  await vi.waitUntil(() => rig.counters.failedLevelProcesses > failed, PATIENCE);
};

const decode = (): void => {
  expect(rig.decoding.isFree('m')).toBe(true);
  rig.decoding.decode('m', FRAMES);
};
const decoded = async (): Promise<void> => {
  decode();
  const before = rig.answered.length;
  await vi.waitUntil(() => rig.answered.length > before, PATIENCE);
};

test('a process that is killed is started anew after a pause, and measures again', async () => {
  await decoded();
  await killChild();
  expect(rig.decoding.isFree('m')).toBe(false);
  rig.clock.advance(999);
  expect(rig.decoding.isFree('m')).toBe(false);
  rig.clock.advance(1);
  await decoded();
});

test('whatever it answers in between, a process that fails again and again rests longer each time, up to a minute', async () => {
  for (let failure = 0; failure < 8; failure += 1) {
    if (failure < 2) await decoded();
    else decode();
    await killChild();
    rig.clock.advance(60_000);
    expect(rig.decoding.isFree('m')).toBe(true);
  }
  expect(rig.warnings.map(({ pauseMs }) => pauseMs)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
});

test('one that was well for a minute rests as shortly as the first', async () => {
  await decoded();
  await killChild();
  rig.clock.advance(1_000);
  await decoded();
  rig.clock.advance(60_000);
  await killChild();
  expect(rig.warnings.map(({ pauseMs }) => pauseMs)).toEqual([1_000, 1_000]);
});
