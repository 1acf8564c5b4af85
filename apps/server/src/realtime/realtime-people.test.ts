import { CLOSE, stationRoom } from '@livestreamer/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contentWith, type RealtimeRig, startRealtimeRig } from './realtime-rig.ts';

const CLUB = stationRoom('club');

let rig: RealtimeRig;
beforeEach(async () => {
  rig = await startRealtimeRig();
  rig.places.set(CLUB, contentWith(null));
});
afterEach(async () => {
  await rig.stop();
  expect(rig.clock.pending()).toBe(0);
});

test('when changes were perhaps missed, only those come back who are somebody else by now', async () => {
  const { realtime, changed, peer } = rig;
  const [zoe, rolf, visitor] = [
    await peer({ cookie: 'zoe' }),
    await peer({ cookie: 'rolf' }),
    await peer({ cookie: 'visitor 1' }),
  ];
  changed.add('rolf');
  realtime.recheckAccounts();
  expect(await rolf.closed).toBe(CLOSE.IDENTITY_CHANGED.code);
  await vi.waitFor(() => expect(realtime.report().connections).toBe(2));
  expect([zoe, visitor].map(({ socket }) => socket.readyState)).toEqual([1, 1]);
});

test('who is banned while they are let in is not let in as who they were', async () => {
  const { realtime, changed, holdQuestions, peer } = rig;
  const release = holdQuestions();
  const entering = peer({ cookie: 'zoe' });
  await vi.waitFor(() => expect(rig.clock.pending()).toBeGreaterThan(1)); // the deadline of the question
  changed.add('zoe');
  realtime.closeAccount('zoe');
  release();
  const page = await entering;
  page.say({ type: 'subscribe', room: CLUB });
  await vi.waitFor(() => expect(page.heard).toHaveLength(2));
  expect((await realtime.peopleIn(CLUB)).accounts.size).toBe(0);
});

test('an address that is banned loses the lines that it has', async () => {
  const { banned, clock, peer } = rig;
  const [bad, good] = [await peer({ 'x-address': '192.0.2.1' }), await peer({ 'x-address': '192.0.2.2' })];
  banned.add('192.0.2.1');
  clock.advance(20_000);
  expect(await bad.closed).toBe(CLOSE.IDENTITY_CHANGED.code);
  expect(good.socket.readyState).toBe(1);
});
