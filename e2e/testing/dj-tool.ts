import { spawn } from 'node:child_process';
import { vi } from 'vitest';

const PATIENCE_MS = 30_000;

/** An ffmpeg that sends a tone to an Icecast address, as a DJ tool does. */
export interface DjTool {
  /** Waits for its end, and gives what it had to say. */
  ended(): Promise<string>;
  stop(): void;
}

interface DjToolOptions {
  readonly address: string;
  readonly hz: number;
  /** More of ffmpeg's, for what it sends to. */
  readonly options?: readonly string[];
  /** Begins anew whenever its connection breaks. */
  readonly reconnects?: boolean;
}

const PLAIN = ['-f', 'mp3', '-content_type', 'audio/mpeg'];
/** ffmpeg's own way to survive a broken output (ffmpeg-formats, "fifo"). */
const RECONNECTING = [
  ['-map', '0:a', '-f', 'fifo', '-fifo_format', 'mp3', '-drop_pkts_on_overflow', '1'],
  ['-attempt_recovery', '1', '-recover_any_error', '1', '-recovery_wait_time', '0.5'],
].flat();

/** Begins to send at once, in real time, until it is stopped or refused. */
export const startDjTool = ({ address, hz, options = [], reconnects = false }: DjToolOptions): DjTool => {
  const child = spawn(
    'ffmpeg',
    [
      ['-nostdin', '-loglevel', 'error'],
      ['-re', '-f', 'lavfi', '-i', `sine=frequency=${hz}:sample_rate=44100`],
      ['-c:a', 'libmp3lame', '-b:a', '128k', ...(reconnects ? RECONNECTING : PLAIN), ...options, address],
    ].flat(),
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  let over = false;
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.once('close', () => {
    over = true;
  });
  return {
    ended: async () => {
      await vi.waitUntil(() => over, { timeout: PATIENCE_MS, interval: 50 });
      return said;
    },
    stop: () => void child.kill('SIGKILL'),
  };
};
