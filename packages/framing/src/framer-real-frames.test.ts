import { describe, expect, it } from 'vitest';
import { encodeNoise } from '../testing/ffmpeg-audio.ts';
import { bytesOf, cut, positionsOf, pushAll, secondsOf } from '../testing/pushing.ts';
import type { AudioFormat } from './audio-format.ts';
import { createFramer } from './create-framer.ts';
import { sniffFormat } from './sniff-format.ts';

interface Encoding {
  readonly named: string;
  readonly format: AudioFormat;
  readonly file: string;
  readonly options: readonly string[];
  readonly sampleRate: number;
}

const TAGS = ['-metadata', 'title=Ünder the ÿ', '-metadata', 'artist=Somebody', '-write_id3v1', '1'];

const mp3 = (named: string, sampleRate: number, options: readonly string[]): Encoding => ({
  named,
  format: 'mp3',
  file: 'audio.mp3',
  sampleRate,
  options: ['-c:a', 'libmp3lame', '-ar', `${sampleRate}`, ...options],
});

const aac = (named: string, sampleRate: number, options: readonly string[]): Encoding => ({
  named,
  format: 'aac',
  file: 'audio.aac',
  sampleRate,
  options: ['-c:a', 'aac', '-ar', `${sampleRate}`, ...options],
});

const ENCODINGS: readonly Encoding[] = [
  mp3('MP3 of 128 kbit/s with ID3v2.3 and ID3v1', 44_100, ['-b:a', '128k', ...TAGS, '-id3v2_version', '3']),
  mp3('MP3 of 320 kbit/s with ID3v2.4', 48_000, ['-b:a', '320k', ...TAGS, '-id3v2_version', '4']),
  mp3('MP3 of 64 kbit/s, one channel', 32_000, ['-b:a', '64k', '-ac', '1']),
  mp3('MP3 of variable rate', 44_100, ['-q:a', '4', '-ac', '2']),
  mp3('MP3 of average rate without a Xing header', 44_100, ['-abr', '1', '-b:a', '96k', '-write_xing', '0']),
  mp3('MPEG-2 MP3 of variable rate', 22_050, ['-q:a', '6']),
  mp3('MPEG-2.5 MP3', 11_025, ['-b:a', '16k', '-ac', '1']),
  mp3('MPEG-2.5 MP3 of 8 kHz', 8_000, ['-b:a', '8k', '-ac', '1']),
  aac('AAC of 128 kbit/s', 44_100, ['-b:a', '128k', '-ac', '2']),
  aac('AAC of 256 kbit/s', 48_000, ['-b:a', '256k', '-ac', '2']),
  aac('AAC of 32 kbit/s, one channel', 22_050, ['-b:a', '32k', '-ac', '1']),
  aac('AAC with an ID3v2 tag', 44_100, ['-b:a', '64k', '-write_id3v2', '1', '-metadata', 'title=A title']),
];

describe.each(ENCODINGS)('$named, made by ffmpeg', ({ format, file, options, sampleRate }) => {
  it('is cut where ffprobe says its packets are, and plays as long', async () => {
    const audio = await encodeNoise({ file, seconds: 4, options });
    expect(audio.packets.length).toBeGreaterThan(50);

    const framer = createFramer(format);
    const frames = pushAll(framer, cut(audio.bytes, [1000, 1, 313]));

    expect(positionsOf(frames, audio.bytes)).toEqual(audio.packets.map((packet) => packet.at));
    expect(frames.map((frame) => frame.bytes.length)).toEqual(audio.packets.map((packet) => packet.bytes));
    expect(new Set(frames.map((frame) => frame.sampleRate))).toEqual(new Set([sampleRate]));
    expect(framer.preamble).toHaveLength(0);

    const probedS = audio.packets.reduce((sum, packet) => sum + packet.durationS, 0);
    expect(Math.abs(secondsOf(frames) - probedS)).toBeLessThan((frames[0]?.durationUs ?? 0) / 1e6);
  });

  it('is given whole but for its tags, and recognised by its first bytes', async () => {
    const audio = await encodeNoise({ file, seconds: 2, options });
    const framer = createFramer(format);
    const frames = framer.push(audio.bytes);

    const [first] = audio.packets;
    const audioBytes = audio.packets.reduce((sum, packet) => sum + packet.bytes, 0);
    const untagged = audio.bytes.subarray(first?.at, (first?.at ?? 0) + audioBytes);
    expect(Buffer.compare(bytesOf(frames), untagged)).toBe(0);
    /** The last byte of an ID3v1 tag, 255 for no genre, might still begin a frame. */
    expect(audio.bytes.length - audioBytes - framer.skippedBytes).toBeOneOf([0, 1]);
    expect(sniffFormat(audio.bytes.subarray(0, 4096))).toBe(format);
  });
});

describe('what is not MP3', () => {
  it('gives no frames for MPEG layer II', async () => {
    const audio = await encodeNoise({ file: 'audio.mp2', seconds: 2, options: ['-c:a', 'mp2'] });
    expect(createFramer('mp3').push(audio.bytes)).toEqual([]);
    expect(sniffFormat(audio.bytes.subarray(0, 8192))).toBeNull();
  });
});
