import { describe, expect, it } from 'vitest';
import { decode, encodeNoise } from '../testing/ffmpeg-audio.ts';
import { bytesOf, cut, joined, positionsOf, pushAll, secondsOf } from '../testing/pushing.ts';
import { createFramer } from './create-framer.ts';
import { sniffFormat } from './sniff-format.ts';

const CODECS = [
  { named: 'Opus', file: 'audio.opus', options: ['-c:a', 'libopus', '-b:a', '96k'], sampleRate: 48_000 },
  {
    named: 'Opus with short pages',
    file: 'audio.opus',
    options: ['-c:a', 'libopus', '-b:a', '48k', '-page_duration', '20000'],
    sampleRate: 48_000,
  },
  {
    named: 'Vorbis',
    file: 'audio.ogg',
    options: ['-c:a', 'libvorbis', '-q:a', '4', '-ar', '44100'],
    sampleRate: 44_100,
  },
  { named: 'FLAC', file: 'audio.oga', options: ['-c:a', 'flac', '-ar', '44100', '-ac', '2'], sampleRate: 44_100 },
  { named: 'FLAC of 96 kHz', file: 'audio.oga', options: ['-c:a', 'flac', '-ar', '96000'], sampleRate: 96_000 },
] as const;

const CAPTURE = Buffer.from('OggS');

/** Every place of the capture pattern; in these files none is inside a page. */
const capturePositions = (bytes: Uint8Array): number[] => {
  const haystack = Buffer.from(bytes);
  const positions: number[] = [];
  for (let at = haystack.indexOf(CAPTURE); at !== -1; at = haystack.indexOf(CAPTURE, at + 1)) positions.push(at);
  return positions;
};

describe.each(CODECS)('$named in Ogg, made by ffmpeg', ({ file, options, sampleRate }) => {
  it('is cut into its pages, none lost, and plays as long as ffprobe says', async () => {
    const audio = await encodeNoise({ file, seconds: 4, options });
    const framer = createFramer('ogg');
    const frames = pushAll(framer, cut(audio.bytes, [4096, 1, 27, 999]));

    expect(Buffer.compare(bytesOf(frames), audio.bytes)).toBe(0);
    expect(framer.skippedBytes).toBe(0);
    expect(positionsOf(frames, audio.bytes)).toEqual(capturePositions(audio.bytes));
    expect(positionsOf(frames, audio.bytes)).toEqual(expect.arrayContaining(audio.packets.map((packet) => packet.at)));
    expect(new Set(frames.map((frame) => frame.sampleRate))).toEqual(new Set([sampleRate]));
    /** One Opus packet: Opus counts what the decoder drops at the start. */
    expect(Math.abs(secondsOf(frames) - audio.durationS)).toBeLessThan(0.02);
    expect(sniffFormat(audio.bytes.subarray(0, 4096))).toBe('ogg');
  });

  it('marks the headers, and they make audio from the middle playable', async () => {
    const audio = await encodeNoise({ file, seconds: 4, options });
    const framer = createFramer('ogg');
    const frames = framer.push(audio.bytes);
    const headers = frames.filter((frame) => frame.header);
    const pages = frames.filter((frame) => !frame.header);

    expect(frames.findIndex((frame) => !frame.header)).toBe(headers.length);
    expect(framer.preamble).toEqual(bytesOf(headers));
    expect(headers.map((frame) => frame.durationUs)).toEqual(headers.map(() => 0));
    expect(pages[0] && positionsOf([pages[0]], audio.bytes)[0]).toBe(audio.packets[0]?.at);

    const tail = pages.slice(Math.floor(pages.length / 2));
    const { pcm } = await decode({ bytes: joined([framer.preamble, bytesOf(tail)]), options: ['-f', 'ogg'] });
    expect(Math.max(...pcm.subarray(0, 48_000))).toBeGreaterThan(1000);
  });
});
