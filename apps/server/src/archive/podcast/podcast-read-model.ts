import type { AudioFormat, Track } from '@livestreamer/contracts';
import type { Db } from '../../platform/postgres/index.ts';

/** What the feed says of the station itself. */
export interface PodcastStation {
  readonly about: string;
  readonly pictureId: string | null;
  /** The name of its owner; null: an account that is gone. */
  readonly ownerName: string | null;
  /** The one that its owner reads letters in; no show says what it speaks. */
  readonly language: string;
}

export const podcastStation = async (db: Db, stationId: string): Promise<PodcastStation | null> => {
  const [row] = await db<PodcastStation[]>`
    select s.about, s.artwork_id as picture_id, case when a.deleted_at is null then a.username end as owner_name, a.language
    from station s join account a on a.id = s.owner_id
    where s.id = ${stationId}`;
  return row ?? null;
};

export interface PodcastShow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly startedAt: Date;
  readonly tags: string[];
  readonly tracklist: Track[];
  readonly format: AudioFormat;
  /** Its own picture; null: the station's is that of the feed. */
  readonly pictureId: string | null;
  /** After trimming. */
  readonly durationMs: number;
}

/** Published shows that can be played, the newest first. */
export const podcastShows = (
  db: Db,
  { stationId, limit }: { stationId: string; limit: number },
): Promise<PodcastShow[]> => db<PodcastShow[]>`
  select b.id, b.title, b.description, b.started_at, b.tags, b.tracklist, r.format, b.artwork_id as picture_id,
    coalesce(r.trim_end_ms - r.trim_start_ms, r.duration_ms) as duration_ms
  from broadcast b join recording r on r.broadcast_id = b.id and r.state = 'ready'
  where b.station_id = ${stationId} and b.state = 'published' and b.deleted_at is null
  order by b.started_at desc, b.id desc
  limit ${limit}`;

export interface PodcastLiveShow {
  readonly id: string;
  readonly title: string;
  readonly isOnAir: boolean;
  readonly start: Date;
  /** Null: it was not announced, so nobody knows. */
  readonly plannedEnd: Date | null;
}

/** What is on air, and what is announced for the time until then. */
export const podcastLiveShows = (
  db: Db,
  { stationId, until, limit }: { stationId: string; until: Date; limit: number },
): Promise<PodcastLiveShow[]> => db<PodcastLiveShow[]>`
  select id, title, state <> 'scheduled' as is_on_air, coalesce(started_at, planned_start) as start, planned_end
  from broadcast
  where station_id = ${stationId} and state in ('scheduled', 'live', 'reconnecting')
    and coalesce(started_at, planned_start) < ${until}
  order by coalesce(started_at, planned_start), id
  limit ${limit}`;
