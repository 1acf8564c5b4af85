import { element, textElement, type XmlElement, xmlDocument } from './xml-element.ts';

/** A station as a podcast. Addresses are whole. */
export interface Podcast {
  /** Of the station; never changes. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly author: string;
  /** ISO 639; directories refuse a feed without one, and with `und`. */
  readonly language: string;
  readonly pageUrl: string;
  readonly feedUrl: string;
  readonly imageUrl: string | null;
  readonly episodes: readonly PodcastEpisode[];
  readonly lives: readonly PodcastLive[];
}

/** A published show whose recording can be played. */
export interface PodcastEpisode {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly pageUrl: string;
  readonly audioUrl: string;
  /** Exactly what a request for it gets. */
  readonly audioBytes: number;
  readonly mediaType: string;
  readonly durationMs: number;
  readonly startedAt: Date;
  readonly tags: readonly string[];
  readonly imageUrl: string | null;
  /** Null: it has no chapters. */
  readonly chaptersUrl: string | null;
}

/** A show on air, or one to come. */
export interface PodcastLive {
  readonly id: string;
  readonly title: string;
  readonly pageUrl: string;
  readonly streamUrl: string;
  readonly mediaType: string;
  readonly state: 'pending' | 'live';
  readonly start: Date;
  readonly end: Date;
}

/**
 * RSS 2.0 with the tags that Apple Podcasts wants (https://help.apple.com/itc/podcasts_connect/, "Podcast RSS feed requirements") and those of
 * Podcasting 2.0 (https://github.com/Podcastindex-org/podcast-namespace): guid, locked, chapters, liveItem.
 */
export const podcastFeed = (podcast: Podcast): string => {
  const { id, title, about, author, language, pageUrl, feedUrl, imageUrl, episodes, lives } = podcast;
  const description = about === '' ? title : about;
  const channel = element('channel', {}, [
    textElement('title', title),
    textElement('link', pageUrl),
    textElement('description', description),
    textElement('language', language),
    textElement('generator', 'LiveStreamer'),
    element('atom:link', { href: feedUrl, rel: 'self', type: 'application/rss+xml' }),
    imageUrl === null
      ? null
      : element('image', {}, [textElement('url', imageUrl), textElement('title', title), textElement('link', pageUrl)]),
    imageUrl === null ? null : element('itunes:image', { href: imageUrl }),
    textElement('itunes:author', author),
    element('itunes:owner', {}, textElement('itunes:name', author)),
    element('itunes:category', { text: 'Music' }),
    textElement('itunes:explicit', 'false'),
    textElement('itunes:type', 'episodic'),
    textElement('podcast:guid', id),
    textElement('podcast:locked', 'no'),
    textElement('podcast:medium', 'podcast'),
    ...lives.map(liveElement),
    ...episodes.map((episode) => episodeElement(episode, author)),
  ]);
  return xmlDocument(element('rss', { version: '2.0', ...NAMESPACES }, channel));
};

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
};

const episodeElement = (episode: PodcastEpisode, author: string): XmlElement => {
  const { id, title, about, pageUrl, audioUrl, audioBytes, mediaType, durationMs, startedAt, imageUrl } = episode;
  return element('item', {}, [
    textElement('title', title),
    textElement('link', pageUrl),
    element('guid', { isPermaLink: 'false' }, id),
    textElement('pubDate', startedAt.toUTCString()),
    textElement('description', about === '' ? title : about),
    element('enclosure', { url: audioUrl, length: String(audioBytes), type: mediaType }),
    ...episode.tags.map((tag) => textElement('category', tag)),
    textElement('itunes:title', title),
    textElement('itunes:author', author),
    textElement('itunes:duration', String(Math.round(durationMs / 1_000))),
    textElement('itunes:explicit', 'false'),
    textElement('itunes:episodeType', 'full'),
    imageUrl === null ? null : element('itunes:image', { href: imageUrl }),
    episode.chaptersUrl === null
      ? null
      : element('podcast:chapters', { url: episode.chaptersUrl, type: 'application/json+chapters' }),
  ]);
};

const liveElement = ({ id, title, pageUrl, streamUrl, mediaType, state, start, end }: PodcastLive): XmlElement =>
  element('podcast:liveItem', { status: state, start: start.toISOString(), end: end.toISOString() }, [
    textElement('title', title),
    textElement('link', pageUrl),
    element('guid', { isPermaLink: 'false' }, `live-${id}`),
    // What has no end has no length; RSS wants one all the same.
    element('enclosure', { url: streamUrl, length: '0', type: mediaType }),
    element('podcast:contentLink', { href: pageUrl }, title),
  ]);
