import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AudioRig, startAudioRig } from '../../testing/audio-rig.ts';
import { framesBetween } from '../../testing/heard-frames.ts';
import type { Peer } from '../../testing/socket-peer.ts';
import { connectReaders, connectStalled, type Reader } from '../../testing/stalled-peers.ts';

const STALLED = 200;
const READING = 500;
/** Many times real time, so that the kernel's buffers of those who do not read are full within seconds. */
const FRAMES_A_STEP = 100;
const STEP_MS = 50;
const ONE_STEP = framesBetween(0, FRAMES_A_STEP, { bitrateKbps: 320 });

let rig: AudioRig;
let source: Peer;
let sending: NodeJS.Timeout;
let stalled: Socket[] = [];
let reading: Reader[] = [];

beforeEach(async () => {
  rig = await startAudioRig({ settings: { aheadMs: Number.POSITIVE_INFINITY, stallMs: 3_000 } });
  source = await rig.source();
  source.say(ONE_STEP);
  await vi.waitUntil(() => rig.happened.includes('on-air'), { timeout: 10_000 });
});
afterEach(async () => {
  clearInterval(sending);
  for (const socket of stalled) socket.destroy();
  for (const reader of reading) reader.socket.destroy();
  await rig.stop();
});

describe('listeners that never read', () => {
  it('are dropped and counted, and the 500 others beside them hear no gap over a second', {
    timeout: 120_000,
  }, async () => {
    reading = await connectReaders(rig.port, READING);
    stalled = await connectStalled(rig.port, STALLED);
    await vi.waitUntil(() => rig.listeners === READING + STALLED, { timeout: 30_000 });
    const memoryBefore = process.memoryUsage().rss;

    const standstill = monitorEventLoopDelay({ resolution: 10 });
    standstill.enable();
    sending = setInterval(() => source.say(ONE_STEP), STEP_MS);
    await vi.waitUntil(() => rig.audio.counters.drops === STALLED, { timeout: 100_000, interval: 50 });

    await vi.waitUntil(() => rig.listeners === READING, { timeout: 10_000 });
    expect(rig.audio.counters.lateSlices).toBeGreaterThanOrEqual(STALLED);
    // A machine that stood still owes nobody audio.
    const standstillMs = standstill.max / 1e6;
    expect(Math.max(...reading.map((reader) => reader.longestGapMs())) - standstillMs).toBeLessThan(1_000);
    expect(Math.min(...reading.map((reader) => reader.bytes()))).toBeGreaterThan(1_000_000);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(200 * 1024 * 1024);
  });
});
