import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenTo, shareOfTone } from './testing/audio-listener.ts';
import { type ServerProcess, startServer } from './testing/built-server.ts';
import { type SourceProgram, signInSource } from './testing/built-source.ts';
import { type PulseAudio, startPulseAudio } from './testing/null-sink.ts';

let server: ServerProcess;
let pulse: PulseAudio;
let source: SourceProgram;
beforeEach(async () => {
  server = await startServer();
  pulse = await startPulseAudio();
  source = await signInSource(server.url, server.secrets);
});
afterEach(async () => {
  await source.dispose();
  await pulse.stop();
  await server.dispose();
});

describe('what the computer plays', () => {
  it('is captured from the monitor of its sink and heard by a listener', async () => {
    const tone = pulse.playTone(700);
    const live = source.start(['go-live', '--device', pulse.monitor, '--title', 'From the sink'], pulse.env);
    await live.prints(/on air/i);
    const listener = await vi.waitFor(() => listenTo(server.port), { timeout: 20_000, interval: 50 });
    await vi.waitUntil(() => listener.audio().length > 128_000, { timeout: 60_000 });
    listener.close();
    tone.stop();
    expect(await shareOfTone(listener.audio(), 700)).toBeGreaterThan(0.5);
    expect(await shareOfTone(listener.audio(), 1_500)).toBeLessThan(0.05);
    expect(await live.interrupt()).toBe(0);
  });
});
