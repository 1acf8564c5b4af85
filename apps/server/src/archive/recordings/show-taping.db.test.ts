import { randomUUID } from 'node:crypto';
import { createFakeClock } from '@livestreamer/clock';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { type RecordingsRig, startRecordingsRig } from './recordings-rig.ts';
import { createShowTaping, type ShowTaping } from './show-taping.ts';

let rig: RecordingsRig;
beforeAll(async () => {
  rig = await startRecordingsRig();
});
afterAll(() => rig.close());

let taped: string[];
let close: () => void;
let clock: ReturnType<typeof createFakeClock>;
beforeEach(async () => {
  taped = [];
  close = () => undefined;
  clock = createFakeClock();
  await rig.database.sql`update station set record_shows = true`;
  await rig.database.sql`delete from broadcast`;
});

const createTaping = (sql: Sql = rig.database.sql): ShowTaping =>
  createShowTaping({
    sql,
    tape: {
      record: (mountId, { dir, name }) => void taped.push(`${name} for ${mountId} in ${dir}`),
      stopRecording: (mountId) => {
        taped.push(`stop ${mountId}`);
        return new Promise((resolve) => {
          close = resolve;
        });
      },
    },
    dir: '/recordings',
    clock,
    log: silentLogger,
  });

/** A database that never answers. */
const away = Object.assign(() => Promise.reject(new Error('away')), { unsafe: undefined }) as unknown as Sql;

const showOf = (broadcastId: string) => ({
  broadcastId,
  stationId: rig.stationId,
  slug: 'radio',
  startedAt: new Date(clock.now()),
});
const begunTape = (id: string) => `${id} for ${rig.stationId} in /recordings`;
const stateOf = async (id: string) => (await rig.recordings.of(id))?.state;

test('a show that begins is taped, and stored', async () => {
  const id = await rig.addShow({ state: 'live' });
  await createTaping().began(showOf(id));
  expect(taped).toEqual([begunTape(id)]);
  expect(await stateOf(id)).toBe('recording');
});

test('a station that records nothing has nothing on disk', async () => {
  await rig.database.sql`update station set record_shows = false`;
  const id = await rig.addShow({ state: 'live' });
  const taping = createTaping();
  await taping.began(showOf(id));
  taping.offAir(rig.stationId);
  expect(taped).toEqual([]);
  expect(await rig.recordings.of(id)).toBeNull();
});

test('the tape does not wait for the show to be stored, and is stored after it', async () => {
  const id = randomUUID();
  const taping = createTaping();
  const begun = taping.began(showOf(id));
  await vi.waitFor(() => expect(taped).toEqual([begunTape(id)]));
  await vi.waitFor(() => expect(clock.pending()).toBe(1));
  await rig.database.sql`
    insert into broadcast (id, station_id, account_id, title, state, started_at, last_seen_at)
    select ${id}, id, owner_id, 'late', 'live', now(), now() from station`;
  clock.advance(2_000);
  await begun;
  expect(await stateOf(id)).toBe('recording');
});

test('while the database is away a show is taped: what is too much can be deleted, what is missing is lost', async () => {
  const id = randomUUID();
  const taping = createTaping(away);
  void taping.began(showOf(id));
  await vi.waitFor(() => expect(taped).toEqual([begunTape(id)]));
  taping.offAir(rig.stationId);
  close();
});

test('a source that comes back changes nothing; after a restart what had begun goes on, and what had not does not', async () => {
  const id = await rig.addShow({ state: 'reconnecting' });
  const before = createTaping();
  await before.began(showOf(id));
  await before.continued(showOf(id));
  expect(taped).toEqual([begunTape(id)]);
  await rig.database.sql`update station set record_shows = false`;
  await createTaping().continued(showOf(id));
  expect(taped).toEqual([begunTape(id), begunTape(id)]);
  await rig.database.sql`delete from recording`;
  await createTaping().continued(showOf(id));
  expect(taped).toHaveLength(2);
});

test('the end of a show waits until its tape is closed, and not for that of the next show', async () => {
  const id = await rig.addShow({ state: 'live' });
  const taping = createTaping();
  await taping.began(showOf(id));
  taping.offAir(rig.stationId);
  const closeFirst = close;
  const next = randomUUID();
  void taping.began(showOf(next));
  await vi.waitFor(() => expect(taped.at(-1)).toBe(begunTape(next)));
  let closed = false;
  const waiting = taping.closed(id).then(() => {
    closed = true;
  });
  await taping.closed(next);
  expect(closed).toBe(false);
  closeFirst();
  await waiting;
  expect(taped.filter((entry) => entry.startsWith('stop'))).toHaveLength(1);
  taping.offAir(rig.stationId);
  close();
});

test('a tape that does not close holds up the end for five seconds at most', async () => {
  const id = await rig.addShow({ state: 'live' });
  const taping = createTaping();
  await taping.began(showOf(id));
  taping.offAir(rig.stationId);
  const waiting = taping.closed(id);
  await vi.waitFor(() => expect(clock.pending()).toBe(1));
  clock.advance(5_000);
  await waiting;
});

test('a show that is over before the station was asked is not taped any more', async () => {
  const id = await rig.addShow({ state: 'live' });
  const taping = createTaping();
  const begun = taping.began(showOf(id));
  taping.offAir(rig.stationId);
  await begun;
  expect(taped).toEqual([]);
});

test('that the disk was full is remembered, and seen while the show is on', async () => {
  const id = await rig.addShow({ state: 'live' });
  const taping = createTaping();
  await taping.began(showOf(id));
  await taping.failed(id, 'disk-full');
  expect(await stateOf(id)).toBe('failed');
  const [row] = await rig.database.sql`select state, failure from recording where broadcast_id = ${id}`;
  expect(row).toEqual({ state: 'recording', failure: 'disk-full' });
});
