import type { Clock } from '@livestreamer/clock';
import { AUDIO_MEDIA_TYPES, recordingPath } from '@livestreamer/contracts';
import { type BroadcastRecord, broadcastById, isVisible } from '../../broadcasts/index.ts';
import type { RouteRegistrar } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { QueryCache } from '../../platform/query-cache/index.ts';
import { feedPicturePath, type StationRecord } from '../../stations/index.ts';
import type { RecordingFile } from '../recordings/recording-playback.ts';
import { chaptersDocument } from './podcast-chapters.ts';
import { type PodcastEpisode, type PodcastLive, podcastFeed } from './podcast-feed.ts';
import { type PodcastShow, podcastLiveShows, podcastShows, podcastStation } from './podcast-read-model.ts';

export interface PodcastOptions {
  readonly sql: Sql;
  readonly cache: QueryCache;
  readonly stationByName: (slug: string) => Promise<StationRecord | null>;
  /** What is played of a show; null when nothing can be. */
  readonly fileOf: (show: BroadcastRecord) => Promise<RecordingFile | null>;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Podcast programs ask for the newest; older shows are in the archive. */
const MOST_EPISODES = 100;
const MOST_LIVE = 10;
const LIVE_AHEAD_MS = 14 * 86_400_000;
/** How long a show goes on that was not announced, as far as a feed must say. */
const UNKNOWN_LENGTH_MS = 6 * 3_600_000;
const FEED_TTL_MS = 5 * 60_000;
const CACHE_S = 60;

/** A station as a podcast, and the chapters of its shows. */
export const podcastDocuments = (options: PodcastOptions) => {
  const { sql, cache, stationByName, fileOf, siteUrl, clock } = options;
  const pictureUrl = (id: string): string => `${siteUrl()}${feedPicturePath(id)}`;

  const playableOf = async (id: string): Promise<RecordingFile | null> => {
    const show = await broadcastById(sql, id);
    return show && isVisible(show, null) ? fileOf(show) : null;
  };

  const episodeOf = async (show: PodcastShow, slug: string): Promise<PodcastEpisode | null> => {
    const file = await playableOf(show.id);
    if (!file) return null;
    return {
      id: show.id,
      title: show.title,
      about: show.description,
      pageUrl: `${siteUrl()}/${slug}/${show.id}`,
      audioUrl: `${siteUrl()}${recordingPath(show.id, show.format)}`,
      audioBytes: file.bytes,
      mediaType: AUDIO_MEDIA_TYPES[show.format],
      durationMs: show.durationMs,
      startedAt: show.startedAt,
      tags: show.tags,
      imageUrl: show.pictureId === null ? null : pictureUrl(show.pictureId),
      chaptersUrl: file.chapters.length === 0 ? null : `${siteUrl()}/recordings/${show.id}/chapters.json`,
    };
  };

  /** One after the other: each opens its recording. */
  const episodesOf = async ({ id: stationId, slug }: StationRecord): Promise<PodcastEpisode[]> => {
    const episodes: PodcastEpisode[] = [];
    for (const show of await podcastShows(sql, { stationId, limit: MOST_EPISODES })) {
      const episode = await episodeOf(show, slug);
      if (episode) episodes.push(episode);
    }
    return episodes;
  };

  const livesOf = async ({ id: stationId, slug }: StationRecord): Promise<PodcastLive[]> => {
    const until = new Date(clock.now() + LIVE_AHEAD_MS);
    const shows = await podcastLiveShows(sql, { stationId, until, limit: MOST_LIVE });
    return shows.map(({ id, title, isOnAir, start, plannedEnd }) => ({
      id,
      title,
      pageUrl: `${siteUrl()}/${slug}/${id}`,
      streamUrl: `${siteUrl()}/stream/${slug}`,
      mediaType: AUDIO_MEDIA_TYPES.mp3,
      state: isOnAir ? 'live' : 'pending',
      start,
      end: plannedEnd ?? new Date(start.getTime() + UNKNOWN_LENGTH_MS),
    }));
  };

  const feedOf = async (station: StationRecord): Promise<string> => {
    const { id, slug, name } = station;
    const about = await podcastStation(sql, id);
    return podcastFeed({
      id,
      title: name,
      about: about?.about ?? '',
      author: about?.ownerName ?? name,
      language: about?.language ?? 'en',
      pageUrl: `${siteUrl()}/${slug}`,
      feedUrl: `${siteUrl()}/${slug}/feed.xml`,
      imageUrl: about?.pictureId ? pictureUrl(about.pictureId) : null,
      episodes: await episodesOf(station),
      lives: await livesOf(station),
    });
  };

  return (registrar: RouteRegistrar): void => {
    registrar.addDocument({ path: '/:station/feed.xml', access: 'public' }, async ({ params }) => {
      const station = await stationByName(params['station'] ?? '');
      if (!station) throw new AppError('not_found');
      const load = () => feedOf(station);
      const key = `podcast ${station.id} ${siteUrl()}`;
      const body = await cache.read({ key, tags: ['published', `on-air ${station.id}`], ttlMs: FEED_TTL_MS, load });
      return { contentType: 'application/rss+xml; charset=utf-8', body, cache: { seconds: CACHE_S, isPublic: true } };
    });

    registrar.addDocument({ path: '/recordings/:id/chapters.json', access: 'public' }, async ({ params }) => {
      const id = params['id'] ?? '';
      if (!UUID.test(id)) throw new AppError('not_found');
      const show = await broadcastById(sql, id);
      if (!show || !isVisible(show, null)) throw new AppError('not_found');
      const file = await fileOf(show);
      if (!file) throw new AppError('not_found');
      const body = chaptersDocument(show.title, file.chapters);
      return { contentType: 'application/json+chapters', body, cache: { seconds: CACHE_S, isPublic: true } };
    });
  };
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
