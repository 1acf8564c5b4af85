import { spawnSync } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '@livestreamer/clock';
import { type AudioFormat, createFramer, type Frame } from '@livestreamer/framing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTypedEvents, silentLogger } from '../../platform/index.ts';
import { createAudioCounters } from '../audio-counters.ts';
import type { AudioEvents } from '../audio-events.ts';
import { createTaps } from '../sink.ts';
import { createLiveLevels, type LiveLevels } from './live-levels.ts';

vi.setConfig({ testTimeout: 60_000 });

const framesOf = (graph: string, seconds: number): readonly Frame[] => {
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    graph,
    '-t',
    `${seconds}`,
    '-ac',
    '2',
    '-f',
    'mp3',
    '-',
  ];
  return createFramer('mp3').push(spawnSync('ffmpeg', args, { maxBuffer: 1e9 }).stdout);
};
const silence = framesOf('anullsrc', 4);
const sound = framesOf('sine=frequency=440', 4);

const setUp = () => {
  const taps = createTaps({ onProblem: () => undefined });
  const events = createTypedEvents<AudioEvents>((error) => {
    throw error;
  });
  const counters = createAudioCounters();
  const levels = createLiveLevels({
    taps,
    events,
    pastOf: () => null,
    deadAirMs: 3_000,
    counters,
    clock: systemClock,
    log: silentLogger,
  });
  const told: string[] = [];
  levels.events.on('warning', ({ mountId, kind, active }) => told.push(`${mountId} ${kind} ${active}`));
  const send = (mountId: string, frames: readonly Frame[], format: AudioFormat = 'mp3'): void => {
    taps.tell(mountId, { frames, format, preamble: new Uint8Array() });
  };
  return { taps, events, counters, levels, told, send };
};

let rig: ReturnType<typeof setUp>;
beforeEach(() => {
  rig = setUp();
});
afterEach(() => rig.levels.stop());

const goOnAir = (mountId: string): void => rig.events.emit('on-air', { mountId, ownerId: 'dj', title: null });
const patience = { timeout: 40_000, interval: 20 };
const reading = (levels: LiveLevels, mountId: string) => levels.of(mountId)?.reading ?? null;

test('silence with all lights green is told from sound, for each mount by itself', async () => {
  goOnAir('silent');
  goOnAir('loud');
  rig.send('silent', silence);
  rig.send('loud', sound);
  await vi.waitUntil(() => rig.told.length > 0 && reading(rig.levels, 'loud'), patience);
  expect(rig.told).toEqual(['silent silence true']);
  expect(rig.levels.of('silent')?.warnings).toMatchObject([{ kind: 'silence' }]);
  expect(reading(rig.levels, 'loud')?.leftDb).toBeGreaterThan(-25);
  expect(rig.levels.of('loud')).toMatchObject({ warnings: [], bitrateKbps: 128 });
  rig.send('silent', sound);
  await vi.waitUntil(() => rig.told.includes('silent silence false'), patience);
  expect(rig.told.filter((sentence) => sentence.startsWith('loud'))).toEqual([]);
});

test('what is off air is forgotten, and nobody listens to it any more', async () => {
  goOnAir('silent');
  rig.send('silent', silence);
  await vi.waitUntil(() => rig.told.length > 0, patience);
  rig.events.emit('off-air', { mountId: 'silent', reason: 'stopped' });
  expect([rig.levels.of('silent'), rig.taps.isTapped('silent')]).toEqual([null, false]);
});

test('a kind of audio that is not decoded has no level and no false warning', async () => {
  goOnAir('ogg');
  goOnAir('mp3');
  rig.send('ogg', silence, 'ogg');
  rig.send('mp3', silence);
  await vi.waitUntil(() => rig.told.length > 0, patience);
  expect(rig.told).toEqual(['mp3 silence true']);
  expect(rig.levels.of('ogg')).toMatchObject({ reading: null, warnings: [] });
});

test('silence is not said of what cannot be heard: a source that comes back with another kind of audio, or not at all', async () => {
  goOnAir('m');
  rig.send('m', silence);
  await vi.waitUntil(() => rig.told.length > 0, patience);
  rig.events.emit('source-lost', { mountId: 'm', reason: 'reset' });
  expect(rig.levels.of('m')?.reading).toBeNull();
  rig.send('m', silence, 'ogg');
  rig.events.emit('source-back', { mountId: 'm' });
  await vi.waitUntil(() => rig.told.length > 1, patience);
  expect(rig.told).toEqual(['m silence true', 'm silence false']);
  expect(rig.levels.of('m')).toMatchObject({ reading: null, warnings: [], format: 'ogg' });
});

test('what was not measured in time is dropped and counted', () => {
  goOnAir('fast');
  for (let gulp = 0; gulp < 20; gulp += 1) rig.send('fast', sound);
  expect(rig.counters.unmeasuredMs).toBeGreaterThan(60_000);
});

test('garbage harms nobody else', async () => {
  goOnAir('garbage');
  goOnAir('silent');
  rig.send(
    'garbage',
    silence.map((frame) => ({ ...frame, bytes: frame.bytes.map((byte, at) => (at < 4 ? byte : 255 - byte)) })),
  );
  rig.send('silent', silence);
  await vi.waitUntil(() => rig.told.includes('silent silence true'), patience);
});

test('the event loop does not feel forty mounts', async () => {
  const mounts = Array.from({ length: 40 }, (_, at) => `mount-${at}`);
  for (const mountId of mounts) goOnAir(mountId);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  for (const mountId of mounts) rig.send(mountId, sound.slice(0, 80));
  await vi.waitUntil(() => mounts.every((mountId) => reading(rig.levels, mountId)), patience);
  delay.disable();
  // Decoding these 80 s of audio here would take all of the time.
  expect(delay.percentile(50) / 1e6).toBeLessThan(50);
});
