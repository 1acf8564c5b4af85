import { afterEach, beforeEach, expect, test } from 'vitest';
import { markMissed, plannedShowFor } from './planned-show-store.ts';
import { openScheduleRig, type ScheduleRig } from './schedule-rig.ts';

let rig: ScheduleRig;
let show: string;
beforeEach(async () => {
  rig = await openScheduleRig();
  show = await rig.plan(); // 19:00 to 21:00 UTC
});
afterEach(() => rig.close());

const opens = async (time: string, { accountId } = rig.owner, stationId = rig.station.id): Promise<string | null> => {
  const atMs = Date.parse(`2026-11-03T${time}Z`);
  return (await plannedShowFor(rig.sql, { stationId, accountId, atMs }))?.broadcastId ?? null;
};

test('a source opens its planned show from half an hour early to its end', async () => {
  expect([await opens('18:29:59.999'), await opens('18:30:00'), await opens('20:59:59.999')]).toEqual([
    null,
    show,
    show,
  ]);
  expect(await opens('21:00:00')).toBeNull();
});

test('nobody else’s source opens it, and it opens on its own station only', async () => {
  expect(await opens('19:00:00', rig.dj)).toBeNull();
  expect(await opens('19:00:00', rig.owner, (await rig.makeStation('bar')).id)).toBeNull();
});

test.each(['live', 'cancelled', 'missed'])(
  'a show that is %s is not opened again: an unplanned one begins',
  async (state) => {
    await rig.setState(show, state);
    expect(await opens('19:30:00')).toBeNull();
  },
);

test('of shows that follow one another the first that has not begun is opened', async () => {
  const next = await rig.plan({ startsAt: '2026-11-03T21:00:00Z', endsAt: '2026-11-03T22:00:00Z' });
  expect(await opens('20:45:00')).toBe(show);
  await rig.setState(show, 'live');
  expect([await opens('20:29:59'), await opens('20:45:00')]).toEqual([null, next]);
});

test('a show is missed when its time is over and nobody came, and each is told once', async () => {
  const late = new Date('2026-11-03T21:00:00Z');
  expect(await markMissed(rig.sql, new Date(late.getTime() - 1))).toEqual([]);
  const told = await Promise.all([markMissed(rig.sql, late), markMissed(rig.sql, late)]);
  expect(told.flat()).toEqual([{ id: show, stationId: rig.station.id }]);
  expect(await rig.shows()).toEqual(['Tue 03 Nov 20:00-22:00 Night missed']);
});

test('a show that goes on over its planned end is not missed', async () => {
  await rig.setState(show, 'live');
  expect(await markMissed(rig.sql, new Date('2026-11-03T23:00:00Z'))).toEqual([]);
});
