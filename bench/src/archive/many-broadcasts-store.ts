import postgres from 'postgres';

/** Says how many shows are in the archive, and how many hearts they have together. */
export const BROADCASTS = 10_000;
export const HEARTS = 1_000_000;

/**
 * Fills the database of a running server: two hours each, eight a day, one in ten hidden; a hundred hearts each over their minutes; a dozen tracks
 * each of a thousand artists. Gives the ids of some published ones. Afterwards the planner knows them, as autovacuum would tell it in the minutes after.
 */
export const insertManyBroadcasts = async (databaseUrl: string): Promise<string[]> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`
      insert into broadcast (station_id, account_id, title, description, tags, tracklist, state, started_at, ended_at, last_seen_at,
        published_at, peak, listener_seconds, hearts, heart_minutes)
      select s.id, s.owner_id,
        (array['Friday', 'Morning', 'Deep', 'Night', 'Dub', 'Ёлка'])[1 + n % 6] || ' show ' || n,
        repeat('Two hours of music from all over the place, and some words between. ', 8),
        array[(array['dub', 'house', 'ambient', 'jazz', 'talk'])[1 + n % 5], 'year ' || (2020 + n % 7)],
        (select jsonb_agg(jsonb_build_object('atMs', t * 600000, 'text', 'Artist' || ((n * 7 + t) % 1000) || ' – Track' || t)) from generate_series(0, 11) t),
        case when n % 10 = 0 then 'ended' else 'published' end,
        at, at + interval '2 hours', at + interval '2 hours',
        case when n % 10 = 0 then null else at + interval '1 day' end,
        n % 300, n * 60, ${HEARTS / BROADCASTS},
        (select array_agg(case when m < ${HEARTS / BROADCASTS} then 1 else 0 end) from generate_series(0, 119) m)
      from station s, generate_series(1, ${BROADCASTS}) n, lateral (select now() - n * interval '3 hours' as at) as moment
      where s.is_default`;
    await sql`
      insert into recording (broadcast_id, state, began_at, format, duration_ms, bytes, layout, finished_at)
      select id, 'ready', started_at, 'mp3', 7200000, 115200000, '{}', ended_at from broadcast`;
    await sql`vacuum analyze broadcast`;
    await sql`vacuum analyze recording`;
    const rows = await sql<{ id: string }[]>`select id from broadcast where state = 'published' order by id limit 500`;
    return rows.map(({ id }) => id);
  } finally {
    await sql.end();
  }
};
