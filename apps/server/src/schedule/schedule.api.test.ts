import {
  askForReminder,
  cancelScheduledShow,
  changeScheduledShow,
  dropReminder,
  getScheduledShow,
  listSchedule,
  planShow,
  type RouteInput,
  type ScheduledShow,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';

const HOUR_MS = 3_600_000;
let server: TestServer;
let member: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  member = await addSignedInMember(server);
});
afterAll(() => server.stop());
beforeEach(() => server.sql`delete from broadcast`);

/** Whole hours from now on. */
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

const plan = (title: string, hours: number, more: object = {}): Promise<ScheduledShow> =>
  server.admin.rest.call(planShow, {
    body: { station: server.station, title, startsAt: inHours(hours), endsAt: inHours(hours + 0.5), ...more },
  });

const list = (query: RouteInput<typeof listSchedule>['query'] = {}) =>
  server.visitor().rest.call(listSchedule, { query });
const titles = (items: readonly ScheduledShow[]): string[] => items.map(({ title }) => title);

test('a planned show has a page for everybody from the start', async () => {
  const planned = await plan('Night', 2, { timeZone: 'europe/berlin', description: 'Slow.', tags: ['jazz'] });
  expect(planned).toMatchObject({
    ...{ title: 'Night', description: 'Slow.', tags: ['jazz'], state: 'scheduled', station: server.station },
    ...{ timeZone: 'Europe/Berlin', broadcaster: server.admin.username, series: null, editable: true, reminder: false },
  });
  const seen = await server.visitor().rest.call(getScheduledShow, { params: { id: planned.id } });
  expect(seen).toEqual({ ...planned, editable: false });
});

test('the list goes on page by page, in order of start, and nothing is on two of them', async () => {
  for (const hours of [3, 1, 2, 5, 4]) await plan(`in ${hours}`, hours);
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.next ?? '' });
  const third = await list({ limit: 2, cursor: second.next ?? '' });
  expect([first, second, third].map(({ items }) => titles(items))).toEqual([
    ['in 1', 'in 2'],
    ['in 3', 'in 4'],
    ['in 5'],
  ]);
  expect(third.next).toBeNull();
  await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'bad_request' });
});

test('a span of time has the shows that are in it, of one station or all', async () => {
  for (const hours of [1, 30, 60]) await plan(`in ${hours}`, hours);
  expect(titles((await list({ from: inHours(24), to: inHours(48) })).items)).toEqual(['in 30']);
  expect(titles((await list({ station: server.station, to: inHours(48) })).items)).toEqual(['in 1', 'in 30']);
  await expect(list({ station: 'nobody-here' })).rejects.toMatchObject({ code: 'not_found' });
});

test('upcoming is what is to come and what is on air, also over its time; what is over, hidden or called off is not', async () => {
  const { sql } = server;
  const states = { over: 'ended', archived: 'published', missed: 'missed', off: 'cancelled', running: 'live' };
  let hours = 1;
  for (const [title, state] of Object.entries(states)) {
    const { id } = await plan(title, hours++);
    const begun = ['ended', 'published', 'live'].includes(state);
    const ended = ['ended', 'published'].includes(state);
    await sql`
      update broadcast set state = ${state}, planned_start = planned_start - interval '10 hours', planned_end = planned_end - interval '10 hours',
        started_at = case when ${begun} then now() end, last_seen_at = case when ${begun} then now() end,
        ended_at = case when ${ended} then now() end, published_at = case when ${state} = 'published' then now() end
      where id = ${id}`;
  }
  await plan('to come', 1);
  expect(titles((await list()).items)).toEqual(['running', 'to come']);
  expect(titles((await list({ from: inHours(-24) })).items)).toEqual(['archived', 'running', 'to come']);
  const [over] = await sql<{ id: string }[]>`select id from broadcast where title = 'over'`;
  const hidden = server.visitor().rest.call(getScheduledShow, { params: { id: over?.id ?? '' } });
  await expect(hidden).rejects.toMatchObject({ code: 'not_found' });
});

test('a series answers with its first show, is changed from a show on, and called off', async () => {
  const repeats = { every: 'day', count: 3 } as const;
  const first = await plan('Daily', 1, { repeats });
  expect(first.series?.repeats).toEqual({ every: 'day', interval: 1, until: null, count: 3 });
  const items = (await list()).items;
  expect(titles(items)).toEqual(['Daily', 'Daily', 'Daily']);

  const { rest } = server.admin;
  const second = items[1]?.id ?? '';
  const changed = await rest.call(changeScheduledShow, {
    params: { id: second },
    body: { scope: 'following', title: 'New' },
  });
  expect([changed.title, changed.series?.repeats.count]).toEqual(['New', 2]);
  expect(titles((await list()).items)).toEqual(['Daily', 'New', 'New']);
  await rest.call(cancelScheduledShow, { params: { id: second }, query: { scope: 'all' } });
  expect(titles((await list()).items)).toEqual(['Daily']);
  expect(await rest.call(getScheduledShow, { params: { id: second } })).toMatchObject({
    state: 'cancelled',
    editable: false,
  });
});

test('what cannot be planned is refused with what is in the way', async () => {
  const { startsAt, endsAt } = await plan('Jazz', 1);
  await expect(plan('Soul', 1.25)).rejects.toMatchObject({
    code: 'schedule_overlap',
    message: expect.stringContaining('“Jazz”'),
    details: { title: 'Jazz', startsAt, endsAt },
  });
  await expect(plan('Past', -2)).rejects.toMatchObject({ code: 'validation_failed' });
  const body = { station: server.station, title: 'x', startsAt: inHours(9), endsAt: inHours(10) };
  await expect(member.rest.call(planShow, { body })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(server.visitor().rest.call(planShow, { body })).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('members ask for a reminder, see that they did, and nobody else does', async () => {
  const { id } = await plan('Night', 2);
  const params = { id };
  await member.rest.call(askForReminder, { params });
  await member.rest.call(askForReminder, { params });
  const seenBy = async ({ rest }: Pick<TestMember, 'rest'>) => (await rest.call(getScheduledShow, { params })).reminder;
  expect([await seenBy(member), await seenBy(server.admin), await seenBy(server.visitor())]).toEqual([
    true,
    false,
    false,
  ]);
  expect((await member.rest.call(listSchedule, { query: {} })).items[0]?.reminder).toBe(true);
  const answer = await fetch(`${server.baseUrl}/api/v1/schedule/${id}`);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  await member.rest.call(dropReminder, { params });
  await member.rest.call(dropReminder, { params });
  expect(await seenBy(member)).toBe(false);
});

test('there is no reminder of what is not to come', async () => {
  const { id } = await plan('Night', 2);
  await server.admin.rest.call(cancelScheduledShow, { params: { id }, query: {} });
  const ask = (broadcast: string) => member.rest.call(askForReminder, { params: { id: broadcast } });
  await expect(ask(id)).rejects.toMatchObject({ code: 'already_begun' });
  await expect(ask('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'not_found' });
});
