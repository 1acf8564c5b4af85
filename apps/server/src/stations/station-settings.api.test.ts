import {
  getStation,
  getStationSettings,
  listAuditEntries,
  makeStation,
  type RouteInput,
  setStationSettings,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../../testing/answer-code.ts';
import { startTestServer, type TestPerson, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../testing/test-members.ts';

let server: TestServer;
let owner: TestMember;
beforeAll(async () => {
  server = await startTestServer();
  owner = await addSignedInMember(server, { roles: ['broadcaster'] });
  await owner.rest.call(makeStation, { body: { name: 'Club' } });
});
afterAll(() => server.stop());

const params = { station: 'club' };
type Change = RouteInput<typeof setStationSettings>['body'];
const read = (by: TestPerson = owner) => by.rest.call(getStationSettings, { params });
const set = (body: Change, by: TestPerson = owner) => by.rest.call(setStationSettings, { params, body });

test('a new station records, keeps what it records, and takes hearts from everyone', async () => {
  expect(await read()).toEqual({
    heartsFrom: 'everyone',
    timeZone: 'UTC',
    recordShows: true,
    keepRecordingsDays: null,
    recordingsQuotaBytes: null,
    offerDownloads: false,
  });
});

test('what is sent changes, what is left out stays, and the page shows it', async () => {
  const first = await set({ heartsFrom: 'members', timeZone: 'America/Argentina/Buenos_Aires', recordShows: false });
  expect(first).toMatchObject({ heartsFrom: 'members', recordShows: false, keepRecordingsDays: null });
  const second = await set({ keepRecordingsDays: 90, recordingsQuotaBytes: 5_000_000_000_000, offerDownloads: true });
  expect(second).toEqual({
    heartsFrom: 'members',
    timeZone: 'America/Argentina/Buenos_Aires',
    recordShows: false,
    keepRecordingsDays: 90,
    recordingsQuotaBytes: 5_000_000_000_000,
    offerDownloads: true,
  });
  expect(await read()).toEqual(second);
  const page = await server.visitor().rest.call(getStation, { params });
  expect(page).toMatchObject({ heartsFrom: 'members', downloads: true });
  expect(await set({ keepRecordingsDays: null, recordingsQuotaBytes: null })).toMatchObject({
    keepRecordingsDays: null,
    recordingsQuotaBytes: null,
    offerDownloads: true,
  });
});

test('two who change different things at the same time undo nothing of each other', async () => {
  await Promise.all([set({ timeZone: 'Europe/Berlin' }), set({ keepRecordingsDays: 7 }), set({ recordShows: true })]);
  expect(await read()).toMatchObject({ timeZone: 'Europe/Berlin', keepRecordingsDays: 7, recordShows: true });
});

test('what makes no sense is refused', async () => {
  const changes: Change[] = [
    { timeZone: 'Mars/Olympus' },
    { timeZone: '+02:00' },
    { keepRecordingsDays: 0 },
    { keepRecordingsDays: 1.5 },
    { recordingsQuotaBytes: 5 },
    { recordingsQuotaBytes: 1e18 },
  ];
  expect(await codesOf(changes.map((change) => set(change)))).toEqual(changes.map(() => 'validation_failed'));
});

test('only the owner, and who manages stations, see and change them; what the latter do is in the log', async () => {
  const stranger = await addSignedInMember(server, { roles: ['broadcaster'] });
  const calls = [read(stranger), set({}, stranger), read(server.visitor()), set({}, server.visitor())];
  expect(await codesOf(calls)).toEqual(['forbidden', 'forbidden', 'not_signed_in', 'not_signed_in']);
  await set({ offerDownloads: false }, server.admin);
  const { items } = await server.admin.rest.call(listAuditEntries, { query: { limit: 1 } });
  expect(items).toMatchObject([
    { action: 'station.settings', subject: 'station:club', details: { offerDownloads: false } },
  ]);
});
