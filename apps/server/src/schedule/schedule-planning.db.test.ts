import { LIMITS, type Weekday } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScheduleRig, refusalOf, type ScheduleRig } from './schedule-rig.ts';

let rig: ScheduleRig;
beforeEach(async () => {
  rig = await openScheduleRig();
});
afterEach(() => rig.close());

const weekly: { every: 'week'; weekdays: Weekday[] } = { every: 'week', weekdays: ['tuesday'] };

test('a planned show is a broadcast that waits for its broadcaster', async () => {
  const id = await rig.plan({ description: 'Slow.', tags: ['Jazz', 'jazz'] });
  const [row] = await rig.sql`
    select id, account_id, state, title, description, tags, time_zone, series_id, started_at from broadcast`;
  expect(row).toEqual({
    ...{ id, accountId: rig.owner.accountId, state: 'scheduled', title: 'Night', description: 'Slow.', tags: ['jazz'] },
    ...{ timeZone: 'Europe/Berlin', seriesId: null, startedAt: null },
  });
});

test('without a time zone it is planned in the station’s', async () => {
  await rig.sql`update station set time_zone = 'Asia/Tokyo'`;
  await rig.plan({ timeZone: undefined });
  expect(await rig.sql`select time_zone from broadcast`).toEqual([{ timeZone: 'Asia/Tokyo' }]);
});

test.each([
  ['ends before it begins', { endsAt: '2026-11-03T18:00:00Z' }, 'A show ends after it begins.'],
  ['is longer than a day', { endsAt: '2026-11-04T19:00:00.001Z' }, 'A show is 24 hours long at most.'],
  [
    'is over',
    { startsAt: '2026-11-02T11:54:59Z', endsAt: '2026-11-02T13:00:00Z' },
    'This time is over. Choose one to come.',
  ],
  [
    'is more than a year ahead',
    { startsAt: '2027-12-01T19:00:00Z', endsAt: '2027-12-01T20:00:00Z' },
    'Shows are planned up to a year ahead.',
  ],
  [
    'has no time zone that is one',
    { timeZone: 'Mars/Phobos' },
    'There is no such time zone. One is named like Europe/Berlin.',
  ],
  [
    'has a rule without a day',
    { repeats: { ...weekly, weekdays: ['monday'], until: '2026-11-05' } },
    'No day fits this.',
  ],
] as const)('a show that %s is refused with a sentence', async (_, plan, message) => {
  const given = JSON.parse(JSON.stringify(plan));
  expect(await refusalOf(rig.plan(given))).toEqual({ code: 'validation_failed', message });
  expect(await rig.shows()).toEqual([]);
});

test('a show may have begun a few minutes ago', async () => {
  await rig.plan({ startsAt: '2026-11-02T11:55:00Z', endsAt: '2026-11-02T13:00:00Z' });
  expect(await rig.shows()).toHaveLength(1);
});

test('another show at the same time is refused by name and time; one right after it is not, nor on another station', async () => {
  await rig.plan({ title: 'Jazz' });
  const message =
    'Another show is planned on this station at that time: “Jazz”, 2026-11-03 20:00 to 22:00 (Europe/Berlin).';
  const late = { startsAt: '2026-11-03T20:59:00Z', endsAt: '2026-11-03T23:00:00Z' };
  expect(await refusalOf(rig.plan(late))).toEqual({ code: 'schedule_overlap', message });
  expect((await refusalOf(rig.plan({ ...late, startsAt: '2026-11-03T21:00:00Z' }))).code).toBe('done');
  const elsewhere = await rig.makeStation('bar');
  await rig.sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
    values (${elsewhere.id}, ${rig.dj.accountId}, 'Bar', 'scheduled', '2026-11-03T19:00:00Z', '2026-11-03T20:00:00Z')`;
});

test('a cancelled show leaves its time to others', async () => {
  await rig.callOff(await rig.plan());
  expect((await refusalOf(rig.plan({ title: 'Instead' }))).code).toBe('done');
});

test('of many who plan the same time at once one has it', async () => {
  const plans = ['a', 'b', 'c', 'd'].map((title) => () => refusalOf(rig.plan({ title })));
  const answers = await rig.atOnce(plans);
  expect(answers.map(({ code }) => code).sort()).toEqual(['done', ...Array(3).fill('schedule_overlap')]);
});

test('the shows of a series are there for sixty days, at the same time of day', async () => {
  await rig.plan({ repeats: { ...weekly, weekdays: ['tuesday'] } });
  const shows = await rig.shows();
  expect([shows.length, shows[0], shows.at(-1)]).toEqual([
    9,
    'Tue 03 Nov 20:00-22:00 Night',
    'Tue 29 Dec 20:00-22:00 Night',
  ]);
});

test('a series over the change of clocks stays at its time', async () => {
  rig.clock.advance(120 * 86_400_000); // 2027-03-02
  const times = { startsAt: '2027-03-26T22:00:00Z', endsAt: '2027-03-27T05:00:00Z' };
  await rig.plan({ ...times, repeats: { every: 'day', count: 4 } });
  expect(await rig.shows()).toEqual([
    'Fri 26 Mar 23:00-06:00 Night',
    'Sat 27 Mar 23:00-06:00 Night',
    'Sun 28 Mar 23:00-06:00 Night',
    'Mon 29 Mar 23:00-06:00 Night',
  ]);
});

test('a series that meets another show is refused and says which of its shows does', async () => {
  await rig.plan({ title: 'Gala', startsAt: '2027-03-30T18:00:00Z', endsAt: '2027-03-30T19:00:00Z' });
  const { code, message } = await refusalOf(rig.plan({ repeats: { ...weekly, weekdays: ['tuesday'] } }));
  expect(code).toBe('schedule_overlap');
  expect(message).toBe(
    'The show 2027-03-30 20:00 to 22:00 (Europe/Berlin) of this series would be at the time of “Gala”, 2027-03-30 20:00 to 21:00 (Europe/Berlin).',
  );
  expect(await rig.sql`select from schedule_series`).toHaveLength(0);
});

test('a show far ahead is refused where a series will be, though that has no page yet', async () => {
  await rig.plan({ title: 'Weekly', repeats: { ...weekly, weekdays: ['tuesday'] } });
  const far = { startsAt: '2027-06-08T19:00:00Z', endsAt: '2027-06-08T20:00:00Z' }; // 21:00 in summer
  expect(await refusalOf(rig.plan(far))).toMatchObject({
    code: 'schedule_overlap',
    message: expect.stringContaining('“Weekly”'),
  });
  const dayAfter = { startsAt: '2027-06-09T19:00:00Z', endsAt: '2027-06-09T20:00:00Z' };
  expect((await refusalOf(rig.plan(dayAfter))).code).toBe('done');
});

test('a series that meets another one only months from now is refused, and so is a change that would make it so', async () => {
  await rig.plan({ title: 'Late', endsAt: '2026-11-03T20:00:00Z', repeats: weekly });
  // Right after it in winter; in the two weeks of March in which only New York has summer time it comes an hour earlier.
  const after = {
    ...{ startsAt: '2026-11-03T20:00:00Z', endsAt: '2026-11-03T21:00:00Z', timeZone: 'America/New_York' },
    repeats: weekly,
  };
  const met = { code: 'schedule_overlap', message: expect.stringContaining('“Late”') };
  expect(await refusalOf(rig.plan(after))).toEqual(met);
  expect(await rig.sql`select from schedule_series`).toHaveLength(1);

  const monthly = { startsAt: '2026-11-30T19:00:00Z', endsAt: '2026-11-30T20:00:00Z' };
  const id = await rig.plan({ ...monthly, title: 'Monthly', repeats: { every: 'month', by: 'weekday', count: 2 } });
  // 30 March is a Tuesday.
  const toDate = { every: 'month', by: 'date', interval: 1, until: null, count: null } as const;
  expect(await refusalOf(rig.change(id, { scope: 'all', repeats: toDate }))).toEqual(met);
});

test('a series may be changed though its own days to come stand in the way', async () => {
  const id = await rig.plan({ repeats: weekly });
  const later = { startsAt: '2026-11-03T19:30:00Z', endsAt: '2026-11-03T21:30:00Z' };
  expect((await refusalOf(rig.change(id, { scope: 'all', ...later }))).code).toBe('done');
  const next = await rig.idOf('2026-11-10T19:30:00Z');
  const back = { startsAt: '2026-11-10T19:00:00Z', endsAt: '2026-11-10T21:00:00Z' };
  expect((await refusalOf(rig.change(next, { scope: 'following', ...back }))).code).toBe('done');
});

test('a refusal for a taken time says in parts what is there', async () => {
  await rig.plan({ title: 'Gala “2”' });
  const error: unknown = await rig.plan().catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    details: { title: 'Gala “2”', startsAt: '2026-11-03T19:00:00.000Z', endsAt: '2026-11-03T21:00:00.000Z' },
  });
});

test('the first show of a series is there, however far away', async () => {
  await rig.plan({
    startsAt: '2027-05-31T18:00:00Z',
    endsAt: '2027-05-31T19:00:00Z',
    repeats: { every: 'month', by: 'date' },
  });
  expect(await rig.shows()).toEqual(['Mon 31 May 20:00-21:00 Night']);
});

test('who broadcasts on a station plans for themselves; its owner for everybody who does', async () => {
  const [stranger, admin] = [
    await rig.makeAccount('stranger', ['station.broadcast']),
    await rig.makeAccount('root', ['station.broadcast', 'station.manage']),
  ];
  const plan = async (caller = rig.owner, broadcaster?: string) => {
    const { code } = await refusalOf(rig.plan(broadcaster ? { broadcaster } : {}, caller));
    await rig.sql`delete from broadcast`;
    return code;
  };
  expect([await plan(rig.dj), await plan(rig.dj, 'deejay'), await plan(rig.dj, 'owner')]).toEqual([
    'done',
    'done',
    'forbidden',
  ]);
  expect([await plan(rig.owner, 'deejay'), await plan(rig.owner, 'stranger')]).toEqual(['done', 'validation_failed']);
  expect([await plan(stranger), await plan(stranger, 'deejay')]).toEqual(['forbidden', 'forbidden']);
  expect([await plan(admin), await plan(admin, 'deejay')]).toEqual(['done', 'done']);
  expect(await plan({ ...rig.owner, permissions: [] })).toBe('forbidden');
});

test('a station plans so many single shows and series, and no more', async () => {
  await rig.sql`
    insert into broadcast (station_id, account_id, title, state, planned_start, planned_end)
    select ${rig.station.id}, ${rig.owner.accountId}, 'x', 'scheduled', at, at + interval '1 minute'
    from generate_series(timestamptz '2027-01-01', timestamptz '2027-12-01', interval '1 hour') at limit ${LIMITS.plannedPerStation}`;
  expect((await refusalOf(rig.plan())).code).toBe('too_many_of_these');
  expect((await refusalOf(rig.plan({ repeats: { every: 'day', count: 1 } }))).code).toBe('done');
  await rig.sql`
    insert into schedule_series
    select gen_random_uuid(), station_id, account_id, title, description, tags, time_zone, starts_on, starts_at, duration_ms, last_on, repeats
    from schedule_series, generate_series(2, ${LIMITS.seriesPerStation})`;
  const other = { startsAt: '2026-11-04T19:00:00Z', endsAt: '2026-11-04T20:00:00Z' };
  expect((await refusalOf(rig.plan({ ...other, repeats: { every: 'day' } }))).code).toBe('too_many_of_these');
});
