import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createMp3Encoder } from 'wasm-media-encoders';
import { TUNE_RATE, tuneSamples } from './demo-tune.ts';

/** How much is made and sent at a time. */
const STEP_MS = 250;

interface DemoSourceOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly title: string;
  readonly signal: AbortSignal;
}

/** Plays the tune to the default station in real time until told to stop; ends the show properly. */
export const playTune = async ({ url, username, password, title, signal }: DemoSourceOptions): Promise<void> => {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: TUNE_RATE, channels: 2, bitrate: 128 });
  const put = request(new URL('/stream', url), {
    method: 'PUT',
    auth: `${username}:${password}`,
    headers: { 'content-type': 'audio/mpeg', 'livestreamer-title': encodeURIComponent(title) },
  });
  const answered = new Promise<void>((resolve, reject) => {
    put.on('response', (response) => {
      response.resume();
      if (response.statusCode === 200) resolve();
      else reject(new Error(`The server refused the demo's source with ${response.statusCode}.`));
    });
    put.on('error', reject);
  });
  const startedMs = performance.now();
  let made = 0;
  const feed = async (): Promise<void> => {
    while (!signal.aborted) {
      const due = Math.floor(((performance.now() - startedMs + STEP_MS) * TUNE_RATE) / 1000);
      const samples = tuneSamples({ from: made, count: due - made });
      made = due;
      put.write(Uint8Array.from(encoder.encode(samples)));
      await wait(STEP_MS, undefined, { signal }).catch(() => undefined);
    }
    put.end();
    await answered;
  };
  await Promise.race([feed(), answered]);
};
