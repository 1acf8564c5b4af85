import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeNoise } from '../testing/ffmpeg-audio.ts';
import { createFramer } from './create-framer.ts';
import { oggTitleOf } from './ogg-title.ts';
import { syntheticOggOpusPages } from './synthetic-ogg-opus.ts';

const CODECS = [
  { named: 'Opus', file: 'audio.opus', options: ['-c:a', 'libopus'] },
  { named: 'Vorbis', file: 'audio.ogg', options: ['-c:a', 'libvorbis'] },
  { named: 'FLAC', file: 'audio.oga', options: ['-c:a', 'flac'] },
] as const;

const preambleOf = async (codec: (typeof CODECS)[number], tags: Record<string, string>): Promise<Uint8Array> => {
  const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  const options = [...codec.options, ...metadata];
  const { bytes } = await encodeNoise({ file: codec.file, seconds: 1, options });
  const framer = createFramer('ogg');
  framer.push(bytes);
  return framer.preamble;
};

describe.each(CODECS)('$named in Ogg', (codec) => {
  it('says who and what plays', async () => {
    const preamble = await preambleOf(codec, { title: 'Ночь = день', artist: 'Кино', comment: 'x'.repeat(70_000) });
    expect(oggTitleOf(preamble)).toBe('Кино - Ночь = день');
  });

  it('says what plays, when it does not say who', async () => {
    expect(oggTitleOf(await preambleOf(codec, { title: 'Halcyon' }))).toBe('Halcyon');
  });

  it('says nothing without a title', async () => {
    expect(oggTitleOf(await preambleOf(codec, { artist: 'Orbital' }))).toBeNull();
  });

  it('says nothing, or the same, wherever it is cut', async () => {
    const preamble = await preambleOf(codec, { title: 'Halcyon' });
    for (let end = 0; end < preamble.length; end += 7)
      expect([null, 'Halcyon']).toContain(oggTitleOf(preamble.subarray(0, end)));
  });
});

it('finds nothing in what has no comments, or is no Ogg', () => {
  expect(oggTitleOf(Buffer.concat(syntheticOggOpusPages({ count: 1 })))).toBeNull();
  expect(oggTitleOf(new Uint8Array())).toBeNull();
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, asOgg) => {
      if (asOgg) bytes.set([0x4f, 0x67, 0x67, 0x53].slice(0, bytes.length));
      expect(oggTitleOf(bytes)).toBeNull();
    }),
  );
});
