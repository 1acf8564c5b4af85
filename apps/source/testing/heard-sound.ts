import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createPcmReader, SAMPLE_RATE } from '../src/capture/pcm.ts';

/** What a listener hears in an MP3: its left side, decoded by ffmpeg. */
export const hear = async (mp3: Uint8Array): Promise<Float32Array> => {
  const decoder = spawn(
    'ffmpeg',
    ['-v', 'error', '-f', 'mp3', '-i', 'pipe:0', '-f', 's16le', '-ac', '2', '-ar', `${SAMPLE_RATE}`, 'pipe:1'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const pieces: Uint8Array[] = [];
  decoder.stdout.on('data', (bytes: Buffer) => pieces.push(bytes));
  decoder.stdin.end(mp3);
  await once(decoder, 'close');
  return createPcmReader().read(Buffer.concat(pieces)).left;
};

/** How much of the sound's power is at `hz`: 1 for a pure tone, near 0 for none (the Goertzel algorithm). */
export const shareAt = (hz: number, samples: Float32Array): number => {
  const turn = (2 * Math.PI * hz) / SAMPLE_RATE;
  let real = 0;
  let imaginary = 0;
  let power = 0;
  samples.forEach((sample, index) => {
    real += sample * Math.cos(turn * index);
    imaginary += sample * Math.sin(turn * index);
    power += sample * sample;
  });
  return power === 0 ? 0 : (2 * (real * real + imaginary * imaginary)) / samples.length / power;
};
