import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A real PulseAudio with one null sink, on a socket of its own; needs no sound hardware and no D-Bus. */
export interface PulseAudio {
  /** What programs need in their environment to find it. */
  readonly env: Record<string, string>;
  /** The source that hears what is played into the null sink. */
  readonly monitor: string;
  /** Plays a steady tone into the null sink until it is stopped. */
  playTone(hz: number): { stop(): void };
  stop(): Promise<void>;
}

const SINK = 'ls_test';

export const startPulseAudio = async (): Promise<PulseAudio> => {
  const folder = await mkdtemp(join(tmpdir(), 'livestreamer-e2e-pulse-'));
  const socket = join(folder, 'native');
  const env = { HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_SERVER: `unix:${socket}` };
  const daemon = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '-L',
      `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
      '-L',
      `module-null-sink sink_name=${SINK}`,
    ],
    { stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_RUNTIME_DIR: folder } },
  );
  const exited = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  await vi.waitUntil(
    () => {
      if (daemon.exitCode !== null) throw new Error(`pulseaudio ended at start with ${daemon.exitCode}`);
      return existsSync(socket);
    },
    { timeout: 20_000, interval: 50 },
  );

  return {
    env,
    monitor: `${SINK}.monitor`,
    playTone: (hz) => {
      const player = spawn(
        'ffmpeg',
        [
          '-nostdin',
          '-loglevel',
          'error',
          '-re',
          '-f',
          'lavfi',
          '-i',
          `sine=frequency=${hz}:sample_rate=44100`,
          '-f',
          'pulse',
          '-device',
          SINK,
          'tone',
        ],
        { stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '', ...env } },
      );
      return { stop: () => void player.kill('SIGKILL') };
    },
    stop: async () => {
      daemon.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
