import { systemClock as clock } from '@livestreamer/clock';
import { createLevelReader, type LevelReader, type LevelReading } from './level-reading.ts';
import { type Mp3Decoder, openMp3Decoder } from './mp3-samples.ts';

/** What the process of live-level.ts is told. `frames`: whole MP3 frames; none: this mount is gone, forget it. */
export interface LevelOrder {
  readonly mountId: string;
  readonly frames: readonly Uint8Array[] | null;
}

/** What it answers to each order that has frames, in their order. */
export interface LevelAnswer {
  readonly mountId: string;
  /** Null: nothing came of these frames. */
  readonly reading: LevelReading | null;
  /** How long it took. */
  readonly busyMs: number;
}

interface Ear {
  readonly decoder: Mp3Decoder;
  readonly reader: LevelReader;
}

const ears = new Map<string, Ear>();

const earOf = async (mountId: string): Promise<Ear> => {
  const known = ears.get(mountId);
  if (known) return known;
  const ear = { decoder: await openMp3Decoder(), reader: createLevelReader() };
  ears.set(mountId, ear);
  return ear;
};

const obey = async ({ mountId, frames }: LevelOrder): Promise<void> => {
  if (frames === null) {
    ears.get(mountId)?.decoder.free();
    ears.delete(mountId);
    return;
  }
  const { decoder, reader } = await earOf(mountId);
  const beganMs = clock.monotonicMs();
  const run = decoder.decode(frames.map((bytes) => ({ bytes })));
  const reading = run.channels[0]?.length ? reader.read(run) : null;
  answer({ mountId, reading, busyMs: clock.monotonicMs() - beganMs });
};

const answer = (message: LevelAnswer): void => void process.send?.(message);

let last = Promise.resolve();
// Whoever asked is gone: nobody waits for what is under way.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (order: LevelOrder) => {
  // What fails here ends the process, and it is started anew: live-level.ts.
  last = last.then(() => obey(order));
});
