import { open } from 'node:fs/promises';
import { createFramer, type Frame } from '@livestreamer/framing';
import { createLoudnessMeter } from './loudness-meter.ts';
import type { MeasurableAudio, MeasuredRecording, MeasureReport } from './measure-recording.ts';
import { openMp3Decoder } from './mp3-samples.ts';
import { createPeakReducer } from './peak-reducer.ts';

/** 4 s at 128 kbit/s: what is decoded at once. */
const CHUNK_BYTES = 64 * 1024;

const measure = async (parts: MeasurableAudio['parts']): Promise<MeasuredRecording> => {
  const decoder = await openMp3Decoder();
  const loudness = createLoudnessMeter();
  const outline = createPeakReducer();
  let samples = 0;
  const hear = (frames: readonly Frame[]): void => {
    if (frames.length === 0) return;
    const { channels, sampleRate } = decoder.decode(frames);
    const decoded = channels[0]?.length ?? 0;
    if (decoded === 0) return;
    samples += decoded;
    loudness.add(channels, sampleRate);
    outline.add(channels, sampleRate);
  };

  for (const { path, bytes } of parts) {
    const framer = createFramer('mp3');
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(CHUNK_BYTES);
      for (let at = 0; at < bytes; ) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK_BYTES, bytes - at), at);
        if (bytesRead === 0) break;
        at += bytesRead;
        hear(framer.push(buffer.subarray(0, bytesRead)));
      }
    } finally {
      await file.close();
    }
    await decoder.reset();
  }
  if (samples === 0) throw new Error('Nothing in the recording can be decoded.');
  return { loudnessLufs: loudness.integratedLufs(), ...outline.peaks() };
};

const report = (message: MeasureReport): void => void process.send?.(message);

// Whoever asked is gone: nobody waits for what is under way.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.once('message', (parts: MeasurableAudio['parts']) => {
  measure(parts).then(report, (error: unknown) =>
    report({ problem: error instanceof Error ? error.message : String(error) }),
  );
});
