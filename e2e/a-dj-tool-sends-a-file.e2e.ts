import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFramer } from '@livestreamer/framing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AudioListener, listenTo } from './testing/audio-listener.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';

let server: ServerProcess;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livestreamer-e2e-file-'));
  server = await startServer();
});
afterEach(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true });
});

const framesOf = (mp3: Buffer) => {
  const framer = createFramer('mp3');
  const frames = framer.push(mp3).map((frame) => Buffer.from(frame.bytes).toString('latin1'));
  return { frames, tornBytes: framer.skippedBytes };
};

/** Opens the first response that is not refused with 404. */
const firstListener = (port: number): Promise<AudioListener> =>
  vi.waitFor(() => listenTo(port), { timeout: 20_000, interval: 20 });

describe('ffmpeg sends an MP3 file to icecast:// on the main port', () => {
  it.each([
    ['as Icecast 2 wants it', []],
    ['with the old SOURCE method', ['-legacy_icecast', '1']],
  ])('%s, and a listener gets its frames, none torn, none lost', async (_, options) => {
    const file = join(folder, 'show.mp3');
    execFileSync('ffmpeg', [
      '-nostdin',
      '-loglevel',
      'error',
      '-f',
      'lavfi',
      '-i',
      'sine=frequency=1000:duration=12',
      '-ac',
      '2',
      '-ar',
      '44100',
      '-b:a',
      '128k',
      file,
    ]);
    const password = encodeURIComponent(ADMIN.password);
    const ffmpeg = spawn(
      'ffmpeg',
      [
        '-nostdin',
        '-loglevel',
        'error',
        '-re',
        '-i',
        file,
        '-c',
        'copy',
        '-f',
        'mp3',
        '-write_xing',
        '0',
        '-id3v2_version',
        '0',
        ...options,
        `icecast://${ADMIN.username}:${password}@127.0.0.1:${server.port}/stream`,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const listener = await firstListener(server.port);
    await vi.waitUntil(() => ffmpeg.exitCode !== null, { timeout: 60_000 });
    expect(ffmpeg.exitCode).toBe(0);

    const sent = framesOf(readFileSync(file)).frames;
    const last = sent.at(-1);
    await vi.waitUntil(() => framesOf(listener.audio()).frames.at(-1) === last, { timeout: 20_000, interval: 100 });
    listener.close();
    const { frames, tornBytes } = framesOf(listener.audio());
    expect(tornBytes).toBe(0);
    expect(frames.length).toBeGreaterThan(sent.length - 200);
    expect(frames).toEqual(sent.slice(sent.length - frames.length));
  });
});
