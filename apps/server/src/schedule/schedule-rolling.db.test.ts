import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScheduleRig, type ScheduleRig } from './schedule-rig.ts';

const DAY_MS = 86_400_000;
let rig: ScheduleRig;
beforeEach(async () => {
  rig = await openScheduleRig();
});
afterEach(() => rig.close());

const weekly = () => rig.plan({ repeats: { every: 'week', weekdays: ['tuesday'] } });

test('as days go by the next shows come, each once, however many servers look', async () => {
  await weekly();
  rig.clock.advance(14 * DAY_MS);
  await rig.atOnce([rig.roll, rig.roll, rig.roll]);
  await rig.roll();
  const shows = await rig.shows();
  expect(shows).toHaveLength(11);
  expect(shows.slice(-2)).toEqual(['Tue 05 Jan 20:00-22:00 Night', 'Tue 12 Jan 20:00-22:00 Night']);
  expect(rig.changed).toHaveLength(2);
});

test('a show that was called off, moved or held does not come again', async () => {
  const first = await weekly();
  await rig.setState(first, 'live');
  await rig.callOff(await rig.idOf('2026-11-10T19:00:00Z'));
  const third = await rig.idOf('2026-11-17T19:00:00Z');
  await rig.change(third, { startsAt: '2026-11-18T19:00:00Z', endsAt: '2026-11-18T21:00:00Z' });
  await rig.roll();
  expect((await rig.shows()).slice(0, 4)).toEqual([
    'Tue 03 Nov 20:00-22:00 Night live',
    'Tue 10 Nov 20:00-22:00 Night cancelled',
    'Wed 18 Nov 20:00-22:00 Night',
    'Tue 24 Nov 20:00-22:00 Night',
  ]);
});

test('a server that was away for months makes what is to come, and nothing of the past', async () => {
  await weekly();
  await rig.sql`update broadcast set state = 'missed'`;
  rig.clock.advance(100 * DAY_MS); // 2027-02-10
  await rig.roll();
  const shows = (await rig.shows()).slice(9);
  expect([shows[0], shows.length]).toEqual(['Tue 16 Feb 20:00-22:00 Night', 8]);
});

test('where its time is taken a show is left out, and comes when the time is free', async () => {
  await weekly();
  await rig.sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
    values (${rig.station.id}, ${rig.dj.accountId}, 'Gala', 'scheduled', '2027-01-05T20:00:00Z', '2027-01-05T22:00:00Z')`;
  rig.clock.advance(14 * DAY_MS);
  await rig.roll();
  expect((await rig.shows()).slice(-2)).toEqual(['Tue 05 Jan 21:00-23:00 Gala', 'Tue 12 Jan 20:00-22:00 Night']);
  await rig.sql`update broadcast set state = 'cancelled' where title = 'Gala'`;
  await rig.roll();
  expect((await rig.shows()).slice(-3)[0]).toBe('Tue 05 Jan 20:00-22:00 Night');
});

test('whose series it is gets a letter for each show that is left out, once, however often and by however many that is seen', async () => {
  await weekly();
  const take = (title: string, day: string) => rig.sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
    values (${rig.station.id}, ${rig.dj.accountId}, ${title}, 'scheduled', ${`${day}T20:00:00Z`}, ${`${day}T22:00:00Z`})`;
  await take('Gala', '2027-01-05');
  rig.clock.advance(14 * DAY_MS);
  await rig.atOnce([rig.roll, rig.roll]);
  await rig.roll();
  await take('Ball', '2027-01-19');
  rig.clock.advance(7 * DAY_MS);
  await rig.roll();
  await rig.roll();
  expect(rig.letters.map(({ to, subject, paragraphs }) => [to, subject, paragraphs.join(' ')])).toEqual(
    [/Tuesday,? 5 January.*“Gala”/, /Tuesday,? 19 January.*“Ball”/].map((text) => [
      'owner@radio.example',
      'Night: a show of the series has no place',
      expect.stringMatching(text),
    ]),
  );
});

test('a series that was ended, and one of an account that is gone, go on no more', async () => {
  const first = await weekly();
  await rig.callOff(await rig.idOf('2026-11-17T19:00:00Z'), 'following');
  const daily = { startsAt: '2026-11-03T08:00:00Z', endsAt: '2026-11-03T09:00:00Z' };
  await rig.plan({ ...daily, title: 'DJ', repeats: { every: 'day' } }, rig.dj);
  await rig.sql`update account set deleted_at = now() where username = 'deejay'`;
  const before = await rig.shows();
  rig.clock.advance(14 * DAY_MS);
  await rig.roll();
  expect(await rig.shows()).toEqual(before);
  expect(first).toBeDefined();
});

test('a station whose series cannot be read does not keep the others from theirs', async () => {
  await weekly();
  await rig.sql`delete from broadcast where planned_start > '2026-11-04'`;
  // Several, so that one of them is likely to come first.
  const broken = [];
  for (const slug of ['attic', 'bar', 'cellar']) broken.push(await rig.makeStation(slug));
  for (const { id } of broken)
    await rig.sql`
      insert into schedule_series (id, station_id, account_id, title, description, tags, time_zone, starts_on, starts_at, duration_ms, repeats)
      select gen_random_uuid(), ${id}, account_id, title, description, tags, 'Mars/Phobos', starts_on, starts_at, duration_ms, repeats
      from schedule_series where station_id = ${rig.station.id}`;
  await rig.roll();
  expect(await rig.shows()).toHaveLength(9);
  expect(rig.problems).toHaveLength(3);
});
