import { cancelScheduledShow, changeScheduledShow, planShow } from '@livestreamer/contracts';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';

const HOUR_MS = 3_600_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { PUBLIC_URL: 'https://radio.example' } });
});
afterAll(() => server.stop());
beforeEach(() => server.sql`delete from broadcast`);

const get = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.baseUrl}/${server.station}/calendar.ics`, { headers });

const events = async (): Promise<Record<string, string>[]> =>
  new ICAL.Component(ICAL.parse(await (await get()).text())).getAllSubcomponents('vevent').map((event) => {
    const of = (name: string): string => `${event.getFirstPropertyValue(name)}`;
    return {
      uid: of('uid'),
      sequence: of('sequence'),
      summary: of('summary'),
      status: of('status'),
      url: of('url'),
      start: of('dtstart'),
    };
  });

/** A whole second, some hours from now. */
const inHours = (hours: number): string =>
  new Date(Math.floor(Date.now() / 1_000) * 1_000 + hours * HOUR_MS).toISOString();

const plan = (title: string, hours: number, more: object = {}) => {
  const body = { station: server.station, title, startsAt: inHours(hours), endsAt: inHours(hours + 1), ...more };
  return server.admin.rest.call(planShow, { body });
};

test('a station has a calendar, and a show in it keeps its UID while its number grows with each change', async () => {
  const { id, startsAt } = await plan('Night', 3);
  const entry = {
    uid: id,
    summary: 'Night',
    status: 'CONFIRMED',
    url: `https://radio.example/${server.station}/${id}`,
  };
  expect(await events()).toEqual([{ ...entry, sequence: '0', start: startsAt.replace('.000', '') }]);
  const { rest } = server.admin;
  await rest.call(changeScheduledShow, { params: { id }, body: { title: 'Long Night' } });
  const later = inHours(5);
  await rest.call(changeScheduledShow, { params: { id }, body: { startsAt: later, endsAt: inHours(6) } });
  const moved = { ...entry, summary: 'Long Night', start: later.replace('.000', '') };
  expect(await events()).toEqual([{ ...moved, sequence: '2' }]);
  await rest.call(cancelScheduledShow, { params: { id }, query: {} });
  expect(await events()).toEqual([{ ...moved, sequence: '3', status: 'CANCELLED' }]);
});

test('it is sent as a calendar, and not again while nothing changed', async () => {
  const { id } = await plan('Night', 3);
  const answer = await get();
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const etag = answer.headers.get('etag') ?? '';
  expect((await get({ 'if-none-match': etag })).status).toBe(304);
  await server.admin.rest.call(changeScheduledShow, { params: { id }, body: { title: 'Other' } });
  expect((await get({ 'if-none-match': etag })).status).toBe(200);
});

test('each show of a series is an entry of its own, and what was there in the last thirty days too', async () => {
  await plan('Daily', 1, { repeats: { every: 'day', count: 3 } });
  const past = (days: number, state: string, title: string) => server.sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end, started_at, last_seen_at, ended_at)
    select id, owner_id, ${title}, ${state}, at, at + interval '1 hour', begun, begun, begun
    from station, lateral (select now() - make_interval(days => ${days}) as at) as plan,
      lateral (select case when ${state} = 'missed' then null else at end as begun) as show
    where slug = ${server.station}`;
  await past(29, 'missed', 'missed');
  await past(31, 'missed', 'long ago');
  await past(1, 'ended', 'hidden');
  const all = await events();
  expect(all.map(({ summary }) => summary)).toEqual(['missed', 'Daily', 'Daily', 'Daily']);
  expect(new Set(all.map(({ uid }) => uid)).size).toBe(4);
});

test('there is none of a station that is not there', async () => {
  expect((await fetch(`${server.baseUrl}/nobody/calendar.ics`)).status).toBe(404);
});
