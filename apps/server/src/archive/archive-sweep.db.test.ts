import { createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { silentLogger } from '../platform/index.ts';
import { createArchiveSweep } from './archive-sweep.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 22);

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
  await database.sql`
    with owner as (
      insert into account (username, username_key, email, email_key, password_hash) values ('z', 'z', 'z@x', 'z@x', 'h')
      returning id
    )
    insert into station (slug, name, owner_id) select 'club', 'Club', id from owner`;
});
afterEach(() => database.close());

const addShow = async (title: string, deletedDaysAgo: number | null): Promise<string> => {
  const at = new Date(NOW_MS - (deletedDaysAgo ?? 0) * DAY_MS - 1);
  const [row] = await database.sql<{ id: string }[]>`
    insert into broadcast (station_id, account_id, title, state, started_at, last_seen_at, ended_at, deleted_at)
    select id, owner_id, ${title}, 'ended', ${at}, ${at}, ${at}, ${deletedDaysAgo === null ? null : at} from station
    returning id`;
  return row?.id ?? '';
};
const titles = async () =>
  (await database.sql<{ title: string }[]>`select title from broadcast order by title`).map(({ title }) => title);

const sweepWith = (deleteFiles: (id: string) => Promise<void>) =>
  createArchiveSweep({ sql: database.sql, deleteFiles, clock: createFakeClock(NOW_MS), log: silentLogger });

/** Sweeps until these shows alone are there. */
const sweepTo = async (left: string[], deleteFiles: (id: string) => Promise<void>): Promise<void> => {
  const part = sweepWith(deleteFiles);
  await part.start?.();
  await vi.waitFor(async () => expect(await titles()).toEqual(left), { timeout: 5_000 });
  await part.stop?.();
};

test('what was deleted 30 days ago is erased with its files, more of it than one round takes too; the rest stays', async () => {
  const old: string[] = [];
  for (let n = 0; n < 60; n += 1) old.push(await addShow('old', 30));
  await addShow('not yet', 29);
  await addShow('there', null);
  const deleted: string[] = [];
  await sweepTo(['not yet', 'there'], async (id) => void deleted.push(id));
  expect(deleted.toSorted()).toEqual(old.toSorted());
});

test('a show whose files cannot be deleted stays, and keeps no other', async () => {
  const stuck = await addShow('stuck', 40);
  for (let n = 0; n < 3; n += 1) await addShow('old', 35);
  await sweepTo(['stuck'], async (id) => {
    if (id === stuck) throw new Error('EROFS');
  });
});

test('who brings a show back in the last moment keeps its files', async () => {
  const id = await addShow('late', 31);
  const deleted: string[] = [];
  const part = sweepWith(async (gone) => void deleted.push(gone));
  await database.sql.begin(async (tx) => {
    await tx`select from broadcast where id = ${id} for update`;
    await part.start?.();
    const waiting = () => database.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 5_000 });
    await tx`update broadcast set deleted_at = null where id = ${id}`;
  });
  await part.stop?.();
  expect([await titles(), deleted]).toEqual([['late'], []]);
});
