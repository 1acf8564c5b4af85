import { getBroadcast, getStation, type LiveBroadcast, planShow } from '@livestreamer/contracts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { startTestSource, type TestSource } from '../../testing/test-source.ts';

const MINUTE_MS = 60_000;
let server: TestServer;
const sources: TestSource[] = [];
beforeAll(async () => {
  server = await startTestServer({ env: { LIVESTREAMER_AUDIO_GRACE_MS: '1000' } });
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const source of sources.splice(0)) source.finish();
  await offAir();
  await server.sql`delete from broadcast`;
});

const plan = async (fromMinutes: number, toMinutes: number, broadcaster?: string): Promise<string> => {
  const [startsAt, endsAt] = [fromMinutes, toMinutes].map((minutes) =>
    new Date(Date.now() + minutes * MINUTE_MS).toISOString(),
  );
  const body = { station: server.station, title: 'Friday Night', startsAt: startsAt ?? '', endsAt: endsAt ?? '' };
  const { id } = await server.admin.rest.call(planShow, { body: { ...body, ...(broadcaster ? { broadcaster } : {}) } });
  return id;
};

const live = async (): Promise<LiveBroadcast | null> =>
  (await server.visitor().rest.call(getStation, { params: { station: server.station } })).live;
const offAir = () => vi.waitFor(async () => expect(await live()).toBeNull(), { timeout: 10_000 });
const pageOf = (id: string) => server.admin.rest.call(getBroadcast, { params: { id } });

const goLive = async (account: { username: string; password: string } = server.admin): Promise<LiveBroadcast> => {
  const source = startTestSource(server, { station: server.station, account });
  sources.push(source);
  expect(await source.begun).toBe(true);
  return vi.waitFor(async () => {
    const now = await live();
    if (!now) throw new Error('Nothing is on air.');
    return now;
  });
};

test('the page of a planned show turns live by itself when its broadcaster connects early, and is the one that ends', async () => {
  const id = await plan(25, 60);
  expect(await pageOf(id)).toMatchObject({ state: 'scheduled', startedAt: null });
  const now = await goLive();
  expect(now).toMatchObject({ broadcastId: id, title: 'Friday Night' });
  await vi.waitFor(async () => expect(await pageOf(id)).toMatchObject({ state: 'live', startedAt: now.startedAt }));

  sources.pop()?.finish();
  await vi.waitFor(async () => expect(await pageOf(id)).toMatchObject({ state: 'ended', title: 'Friday Night' }), {
    timeout: 10_000,
  });
});

test('a planned show that ended is not opened again: whoever comes back begins an unplanned one', async () => {
  const id = await plan(1, 60);
  await goLive();
  sources.pop()?.finish();
  await offAir();
  await vi.waitFor(async () => expect(await pageOf(id)).toMatchObject({ state: 'ended' }));
  const again = await goLive();
  expect(again.broadcastId).not.toBe(id);
});

test('a source that is lost and back within its grace goes on with the planned show', async () => {
  const id = await plan(1, 60);
  await goLive();
  const replaced = await goLive(); // the same broadcaster again: the new source takes over
  expect(replaced.broadcastId).toBe(id);
});

test('long before its window, and for another broadcaster, an unplanned show starts', async () => {
  const early = await plan(32, 60);
  expect((await goLive()).broadcastId).not.toBe(early);
  sources.pop()?.finish();
  await offAir();

  const member = await addSignedInMember(server, { roles: ['broadcaster'] });
  await server.sql`
    insert into station_role (station_id, account_id, role)
    select id, ${member.accountId}, 'co-broadcaster' from station where slug = ${server.station}`;
  const theirs = await plan(1, 20, member.username);
  expect((await goLive()).broadcastId).not.toBe(theirs);
  sources.pop()?.finish();
  await offAir();
  expect((await goLive(member)).broadcastId).toBe(theirs);
});
