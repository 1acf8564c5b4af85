import { syntheticMp3Frames } from '@livestreamer/framing';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type ProbedAudio, probeAudio } from '../../../testing/probe-audio.ts';
import { recordingTag, type TagContent } from './recording-tag.ts';

const content: TagContent = {
  title: 'Ночь на «Радио» 🎧',
  artist: 'Zoë',
  album: 'Radio 4',
  startedAt: new Date('2026-11-22T23:30:00Z'),
  durationMs: 10_000,
  chapters: [
    { startMs: 0, endMs: 4_000, title: 'Первая' },
    { startMs: 4_000, endMs: 10_000, title: 'second — last' },
  ],
  picture: null,
};

/** What players read from a file that begins with the tag. */
const probe = (tag: Buffer): ProbedAudio => probeAudio(Buffer.concat([tag, ...syntheticMp3Frames({ count: 400 })]));

test('ffprobe reads title, artist, album, date and chapters, in any script', () => {
  const { chapters, tags } = probe(recordingTag(content));
  expect(tags).toMatchObject({ title: content.title, artist: 'Zoë', album: 'Radio 4', date: '2026-11-22' });
  expect(chapters).toMatchObject([
    { start_time: '0.000000', end_time: '4.000000', tags: { title: 'Первая' } },
    { start_time: '4.000000', end_time: '10.000000', tags: { title: 'second — last' } },
  ]);
});

test('equal content gives equal bytes, another title gives others', () => {
  expect(recordingTag(content).equals(recordingTag({ ...content }))).toBe(true);
  expect(recordingTag(content).equals(recordingTag({ ...content, title: 'another' }))).toBe(false);
});

test('its picture is the cover that players show', async () => {
  const picture = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#ff0000' } })
    .jpeg()
    .toBuffer();
  expect(probe(recordingTag({ ...content, picture }))).toMatchObject({
    covers: [{ codec: 'mjpeg', what: 'Cover (front)' }],
    tags: { title: content.title },
    chapters: [{}, {}],
  });
  expect(recordingTag({ ...content, picture }).includes(picture)).toBe(true);
  expect(probe(recordingTag(content)).covers).toEqual([]);
});

test('a show without a tracklist has no chapters', () => {
  expect(probe(recordingTag({ ...content, chapters: [] })).chapters).toEqual([]);
});

test('a thousand tracks are a thousand chapters', () => {
  const chapters = Array.from({ length: 1_000 }, (_, i) => ({
    startMs: i * 10,
    endMs: i * 10 + 10,
    title: `track ${i}`,
  }));
  expect(probe(recordingTag({ ...content, chapters })).chapters).toHaveLength(1_000);
});
