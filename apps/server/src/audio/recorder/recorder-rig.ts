import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { createFramer, type Frame, syntheticMp3Frames, syntheticOggOpusPages } from '@livestreamer/framing';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { createTypedEvents, type LogFields, silentLogger } from '../../platform/index.ts';
import { createAudioCounters } from '../audio-counters.ts';
import type { AudioEvents } from '../audio-events.ts';
import { createTaps, type FrameRun } from '../sink.ts';
import { type OpenedRecording, openRecording } from './open-recording.ts';
import { createRecorder } from './recorder.ts';
import type { DiskReserve } from './recording-writer.ts';

export const MOUNT = 'mount-1';
export const NAME = 'show-1';
/** Of the synthetic MP3. */
export const FRAME_US = (1_152 / 44_100) * 1e6;
const NO_RESERVE: DiskReserve = { mostBytes: 0, share: 0 };
export const PATIENCE = { timeout: 10_000, interval: 5 };

/** For each test of the file a folder and a clock of its own; what was not stopped is stopped after it. */
export const recorderRig = () => {
  let dir = '';
  let clock: FakeClock = createFakeClock();
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'livestreamer-recorder-'));
    clock = createFakeClock();
    return () => rm(dir, { recursive: true, force: true });
  });
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0)) await step();
    expect(clock.pending()).toBe(0);
  });

  /** A recorder beside a mount that the test plays. */
  const set = ({ reserve = NO_RESERVE, past = null }: { reserve?: DiskReserve; past?: FrameRun | null } = {}) => {
    const errors: LogFields[] = [];
    const taps = createTaps({ onProblem: (error) => errors.push({ error }) });
    const counters = createAudioCounters();
    const failures: string[] = [];
    const events = createTypedEvents<AudioEvents>((error) => errors.push({ error }));
    events.on('recording-failed', ({ name, reason }) => failures.push(`${name} ${reason}`));
    const log = { ...silentLogger, error: (fields: LogFields) => void errors.push(fields) };
    const recorder = createRecorder({ taps, events, pastOf: () => past, counters, clock, log, reserve });
    undo.push(recorder.stopAll);
    return {
      recorder,
      events,
      counters,
      errors,
      failures,
      record: (name = NAME) => recorder.record(MOUNT, { dir, name }),
      stop: () => recorder.stopRecording(MOUNT),
      say: (run: FrameRun) => taps.tell(MOUNT, run),
      isTapped: () => taps.isTapped(MOUNT),
    };
  };

  const opened = async (name = NAME): Promise<OpenedRecording> => {
    const recording = await openRecording({ dir, name });
    if (!recording) throw new Error('Nothing is on disk.');
    return recording;
  };
  const fileBytes = (name = `${NAME}.mp3`): Promise<Buffer> => readFile(join(dir, name));
  /** Once this much is on disk, while seconds pass. */
  const written = (bytes: number, name?: string) =>
    vi.waitFor(async () => {
      clock.advance(1_000);
      expect((await fileBytes(name)).length).toBe(bytes);
    }, PATIENCE);

  return {
    get dir() {
      return dir;
    },
    get clock() {
      return clock;
    },
    set,
    opened,
    fileBytes,
    written,
  };
};

/** Frames `from` up to `to`. */
export const mp3 = (from: number, to: number): FrameRun => {
  const frames = syntheticMp3Frames({ count: to - from, firstIndex: from }).map((bytes) => ({
    bytes,
    durationUs: FRAME_US,
    sampleRate: 44_100,
    header: false,
  }));
  return { frames, format: 'mp3', preamble: new Uint8Array() };
};
export const ogg = (): FrameRun => {
  const framer = createFramer('ogg');
  const frames: Frame[] = syntheticOggOpusPages({ count: 20 }).flatMap((page) => [...framer.push(page)]);
  return { frames, format: 'ogg', preamble: framer.preamble };
};
export const bytesOf = (...runs: FrameRun[]): Buffer =>
  Buffer.concat(runs.flatMap(({ frames }) => frames.map(({ bytes }) => bytes)));
