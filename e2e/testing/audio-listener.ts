import { execFile } from 'node:child_process';
import { connect } from 'node:net';

/** One open audio response, byte by byte. */
export interface AudioListener {
  /** The audio behind the reply's head, so far. */
  audio(): Buffer;
  close(): void;
}

/** Opens `GET /stream` on a socket of its own. Rejects when the station is off air. */
export const listenTo = (port: number): Promise<AudioListener> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let bytes: Buffer = Buffer.alloc(0);
    let start = -1;
    const listener = { audio: () => bytes.subarray(Math.max(start, 0)), close: () => void socket.destroy() };
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (start !== -1) return;
      const end = bytes.indexOf('\r\n\r\n');
      if (end === -1) return;
      start = end + 4;
      const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'));
      if (status.includes(' 200 ')) resolve(listener);
      else reject(new Error(status));
    });
    socket.write('GET /stream HTTP/1.1\r\nHost: e2e\r\n\r\n');
  });

/**
 * The share of the sound that lies within 10 Hz of a tone, 0 to 1: both the whole and what a band-pass lets
 * through are decoded and measured by ffmpeg.
 */
export const shareOfTone = async (mp3: Buffer, hz: number): Promise<number> => {
  const [whole, band] = await Promise.all([
    meanPower(mp3, 'anull'),
    meanPower(mp3, `bandpass=f=${hz}:width_type=h:w=20`),
  ]);
  return whole === 0 ? 0 : band / whole;
};

const meanPower = (mp3: Buffer, filter: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const ffmpeg = execFile(
      'ffmpeg',
      ['-nostdin', '-hide_banner', '-f', 'mp3', '-i', 'pipe:0', '-af', `${filter},volumedetect`, '-f', 'null', '-'],
      { maxBuffer: 10_000_000 },
      (error, _, text) => {
        const decibels = /mean_volume: (-?[\d.]+) dB/.exec(text)?.[1];
        if (error || decibels === undefined) reject(new Error(`ffmpeg could not measure the sound: ${text}`));
        else resolve(10 ** (Number(decibels) / 10));
      },
    );
    ffmpeg.stdin?.on('error', () => undefined);
    ffmpeg.stdin?.end(mp3);
  });
