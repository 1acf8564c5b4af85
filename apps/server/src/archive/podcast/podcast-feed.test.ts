import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { type Podcast, type PodcastEpisode, podcastFeed } from './podcast-feed.ts';

const EPISODE: PodcastEpisode = {
  id: 'e1',
  title: 'Friday Night',
  about: 'Two hours of dub.',
  pageUrl: 'https://radio.example/club/e1',
  audioUrl: 'https://radio.example/recordings/e1.mp3',
  audioBytes: 123_456,
  mediaType: 'audio/mpeg',
  durationMs: 7_200_400,
  startedAt: new Date('2026-01-02T20:00:00.000Z'),
  tags: ['dub', 'reggae'],
  imageUrl: null,
  chaptersUrl: 'https://radio.example/recordings/e1/chapters.json',
};
const PODCAST: Podcast = {
  id: '5b2f7f7e-0000-4000-8000-000000000000',
  title: 'The Club',
  about: 'Every Friday.',
  author: 'Zoë',
  language: 'ru',
  pageUrl: 'https://radio.example/club',
  feedUrl: 'https://radio.example/club/feed.xml',
  imageUrl: 'https://radio.example/pictures/p-feed.jpg',
  episodes: [EPISODE],
  lives: [
    {
      id: 'e2',
      title: 'On air',
      pageUrl: 'https://radio.example/club/e2',
      streamUrl: 'https://radio.example/stream/club',
      mediaType: 'audio/mpeg',
      state: 'live',
      start: new Date('2026-01-09T20:00:00.000Z'),
      end: new Date('2026-01-09T22:00:00.000Z'),
    },
  ],
};

const parse = (xml: string) => {
  expect(XMLValidator.validate(xml)).toBe(true);
  const options = { ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, trimValues: false };
  return new XMLParser({ ...options, isArray: (name) => name === 'item' || name === 'podcast:liveItem' }).parse(xml)
    .rss;
};

test('has everything that Apple and Podcasting 2.0 want of a feed', () => {
  const rss = parse(podcastFeed(PODCAST));
  expect(rss['@version']).toBe('2.0');
  expect(rss['@xmlns:itunes']).toBe('http://www.itunes.com/dtds/podcast-1.0.dtd');
  expect(rss['@xmlns:podcast']).toBe('https://podcastindex.org/namespace/1.0');
  expect(rss.channel).toMatchObject({
    title: 'The Club',
    link: PODCAST.pageUrl,
    description: 'Every Friday.',
    'atom:link': { '@href': PODCAST.feedUrl, '@rel': 'self', '@type': 'application/rss+xml' },
    'itunes:image': { '@href': PODCAST.imageUrl },
    'itunes:author': 'Zoë',
    'itunes:category': { '@text': 'Music' },
    'itunes:explicit': 'false',
    'podcast:guid': PODCAST.id,
    'podcast:locked': 'no',
  });
});

test('an episode can be played, and keeps its id whatever changes', () => {
  expect(parse(podcastFeed(PODCAST)).channel.item).toEqual([
    {
      title: 'Friday Night',
      link: EPISODE.pageUrl,
      guid: { '#text': 'e1', '@isPermaLink': 'false' },
      pubDate: 'Fri, 02 Jan 2026 20:00:00 GMT',
      description: 'Two hours of dub.',
      enclosure: { '@url': EPISODE.audioUrl, '@length': '123456', '@type': 'audio/mpeg' },
      category: ['dub', 'reggae'],
      'itunes:title': 'Friday Night',
      'itunes:author': 'Zoë',
      'itunes:duration': '7200',
      'itunes:explicit': 'false',
      'itunes:episodeType': 'full',
      'podcast:chapters': { '@url': EPISODE.chaptersUrl, '@type': 'application/json+chapters' },
    },
  ]);
});

test('what is on air is a live item', () => {
  expect(parse(podcastFeed(PODCAST)).channel['podcast:liveItem']).toMatchObject([
    {
      '@status': 'live',
      '@start': '2026-01-09T20:00:00.000Z',
      '@end': '2026-01-09T22:00:00.000Z',
      title: 'On air',
      guid: { '#text': 'live-e2' },
      enclosure: { '@url': 'https://radio.example/stream/club' },
      'podcast:contentLink': { '@href': 'https://radio.example/club/e2' },
    },
  ]);
});

test('a station without shows, words or a picture has a feed all the same', () => {
  const { channel } = parse(podcastFeed({ ...PODCAST, about: '', imageUrl: null, episodes: [], lives: [] }));
  expect(channel.description).toBe('The Club');
  expect(channel.item).toBeUndefined();
  expect(channel['itunes:image']).toBeUndefined();
});

test('whatever people write, the feed is whole and says it', () => {
  const nasty = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${text}]]><script>&amp;"'\u0000\ud800`);
  fc.assert(
    fc.property(nasty, (text) => {
      const feed = podcastFeed({
        ...PODCAST,
        title: text,
        about: text,
        episodes: [{ ...EPISODE, title: text, about: text, tags: [text] }],
      });
      expect(XMLValidator.validate(feed)).toBe(true);
      expect(feed).not.toContain('<script>');
    }),
  );
});
