import { artworkOf, type BroadcastCard, type BroadcastState, type OwnBroadcastFilter } from '@livestreamer/contracts';
import type { Db, Fragment } from '../platform/postgres/index.ts';
import { searchQueryOf } from './archive-search.ts';

/** Where a page ended: the moment of its last show, to the microsecond, and its id. */
export type ArchivePageKey = readonly [at: string, id: string];

/** A card as it is for everybody: it may be kept and shown to others. */
export type CommonCard = Omit<BroadcastCard, 'bookmarked'>;

/** A card, and its place in the list. */
export interface ListedBroadcast {
  readonly card: CommonCard;
  readonly key: ArchivePageKey;
}

interface Page {
  readonly after: ArchivePageKey | null;
  readonly limit: number;
}

/** What is published, the newest first. `words`: all must be found, the last one may be unfinished. */
export const publishedPage = async (
  db: Db,
  {
    stationId,
    words,
    tag,
    after,
    limit,
  }: Page & { stationId: string | null; words: readonly string[]; tag: string | null },
): Promise<ListedBroadcast[]> => {
  const rows = await db<CardRow[]>`
    select ${columns(db, db`b.started_at`)}
    from broadcast b ${joins(db)}
    where b.state = 'published' and b.deleted_at is null
      ${stationId === null ? db`` : db`and b.station_id = ${stationId}`}
      ${words.length === 0 ? db`` : db`and b.search @@ to_tsquery('simple', ${searchQueryOf(words)})`}
      ${tag === null ? db`` : db`and b.tags @> ${[tag]}::text[]`}
      ${onwards(db, { at: db`b.started_at`, id: db`b.id`, after })}
    order by b.started_at desc, b.id desc
    limit ${limit}`;
  return rows.map(listed);
};

/** Shows of a station that an account may edit, whatever their state; `accountId` null: all of them. */
export const ownPage = async (
  db: Db,
  {
    stationId,
    accountId,
    filter,
    after,
    limit,
  }: Page & { stationId: string; accountId: string | null; filter: OwnBroadcastFilter },
): Promise<ListedBroadcast[]> => {
  const at = db`coalesce(b.started_at, b.planned_start)`;
  const rows = await db<CardRow[]>`
    select ${columns(db, at)}
    from broadcast b ${joins(db)}
    where b.station_id = ${stationId} and b.deleted_at is ${filter === 'deleted' ? db`not null` : db`null`}
      ${filter in STATES ? db`and b.state = any(${STATES[filter] ?? []}::text[])` : db``}
      ${accountId === null ? db`` : db`and b.account_id = ${accountId}`}
      ${onwards(db, { at, id: db`b.id`, after })}
    order by ${at} desc, b.id desc
    limit ${limit}`;
  return rows.map(listed);
};

/** What an account keeps and may see, the newest bookmark first. */
export const bookmarkPage = async (
  db: Db,
  { accountId, after, limit }: Page & { accountId: string },
): Promise<ListedBroadcast[]> => {
  const rows = await db<CardRow[]>`
    select ${columns(db, db`k.created_at`)}
    from bookmark k join broadcast b on b.id = k.broadcast_id ${joins(db)}
    where k.account_id = ${accountId} and b.state = 'published' and b.deleted_at is null
      ${onwards(db, { at: db`k.created_at`, id: db`b.id`, after })}
    order by k.created_at desc, k.broadcast_id desc
    limit ${limit}`;
  return rows.map(listed);
};

const STATES: Readonly<Partial<Record<OwnBroadcastFilter, readonly BroadcastState[]>>> = {
  planned: ['scheduled'],
  hidden: ['ended'],
  published: ['published'],
};

interface CardRow {
  readonly id: string;
  readonly station: string;
  readonly stationName: string;
  readonly title: string;
  readonly state: BroadcastState;
  readonly plannedStart: Date | null;
  readonly startedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly durationMs: number;
  readonly playable: boolean;
  readonly peak: number;
  readonly hearts: number;
  readonly tags: string[];
  readonly pictureId: string | null;
  readonly at: string;
}

const columns = (db: Db, at: Fragment): Fragment => db`
  b.id, s.slug as station, s.name as station_name, b.title, b.state, b.planned_start, b.started_at, b.deleted_at, b.peak, b.hearts, b.tags,
  coalesce(b.artwork_id, s.artwork_id) as picture_id, r.broadcast_id is not null as playable,
  coalesce(
    r.trim_end_ms - r.trim_start_ms, r.duration_ms,
    floor(extract(epoch from b.ended_at - b.started_at) * 1000)::integer, 0
  ) as duration_ms,
  to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

const joins = (db: Db): Fragment => db`
  join station s on s.id = b.station_id
  left join recording r on r.broadcast_id = b.id and r.state = 'ready'`;

const onwards = (db: Db, { at, id, after }: { at: Fragment; id: Fragment; after: ArchivePageKey | null }): Fragment =>
  after === null ? db`` : db`and (${at}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;

const listed = ({ pictureId, at, plannedStart, startedAt, deletedAt, ...row }: CardRow): ListedBroadcast => ({
  card: {
    ...row,
    plannedStart: plannedStart?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    deletedAt: deletedAt?.toISOString() ?? null,
    artwork: pictureId === null ? null : artworkOf(pictureId),
  },
  key: [at, row.id],
});
