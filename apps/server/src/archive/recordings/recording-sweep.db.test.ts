import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFakeClock } from '@livestreamer/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RecordingsRig, startRecordingsRig, writeMp3 } from './recordings-rig.ts';

const DAY_MS = 86_400_000;
const clock = createFakeClock(Date.UTC(2026, 10, 23));

let rig: RecordingsRig;
beforeEach(async () => {
  rig = await startRecordingsRig({ clock });
});
afterEach(async () => {
  for (const part of rig.recordings.parts) await part.stop?.();
  await rig.close();
});

const start = async (): Promise<void> => {
  for (const part of rig.recordings.parts) await part.start?.();
};
const wish = (days: number | null, bytes: number | null) =>
  rig.database.sql`update station set keep_recordings_days = ${days}, recordings_quota_bytes = ${bytes}`;
const addFinished = async (daysAgo: number, state: 'ended' | 'published' = 'ended'): Promise<string> => {
  const id = await rig.addShow({ state, endedAt: new Date(clock.now() - daysAgo * DAY_MS) });
  await writeMp3(rig.dir, id);
  await rig.work('finish-recording', id);
  return id;
};
const onDisk = async (): Promise<string[]> => (await readdir(rig.dir)).map((name) => name.replace('.mp3', '')).sort();

test('what a station does not keep is deleted with its files, and said; the shows stay', async () => {
  const [old, young] = [await addFinished(31, 'published'), await addFinished(29)];
  await wish(30, null);
  await start();
  await vi.waitFor(async () => expect(await onDisk()).toEqual([young]));
  expect(await rig.recordings.of(old)).toBeNull();
  expect(rig.said).toContainEqual(
    expect.objectContaining({ broadcastId: old, reason: 'too old', sentence: expect.stringContaining('deleted') }),
  );
  const [count] = await rig.database.sql`select count(*)::integer as shows from broadcast`;
  expect(count).toEqual({ shows: 2 });
});

test('each hour it looks again', async () => {
  const id = await addFinished(1);
  await start();
  await wish(null, 1);
  expect(await onDisk()).toEqual([id]);
  await vi.waitFor(async () => {
    clock.advance(3_600_000);
    expect(await onDisk()).toEqual([]);
  });
});

test('a show on air is never touched, however full it is', async () => {
  const id = await rig.addShow({ state: 'live', endedAt: new Date(clock.now() - 100 * DAY_MS) });
  await writeMp3(rig.dir, id);
  await rig.database
    .sql`insert into recording (broadcast_id, state, began_at, bytes) values (${id}, 'recording', now(), 1000000)`;
  const old = await addFinished(50);
  await wish(1, 1);
  await start();
  await vi.waitFor(async () => expect(await onDisk()).toEqual([id]));
  expect(await rig.recordings.of(old)).toBeNull();
});

test('a station without wishes keeps everything', async () => {
  const id = await addFinished(5_000);
  await start();
  for (const part of rig.recordings.parts) await part.stop?.();
  expect(await onDisk()).toEqual([id]);
});

test('at the start what was not finished is taken up again', async () => {
  const [ended, unknown, live] = [await rig.addShow(), await rig.addShow(), await rig.addShow({ state: 'live' })];
  for (const id of [ended, unknown, live]) await writeMp3(rig.dir, id);
  await rig.database.sql`
    insert into recording (broadcast_id, state, began_at) values (${ended}, 'recording', now()), (${live}, 'recording', now())`;
  await start();
  const queued = async () => {
    const jobs = await rig.database.sql<
      { payload: { broadcastId: string } }[]
    >`select payload from graphile_worker._private_jobs`;
    return jobs.map(({ payload }) => payload.broadcastId).sort();
  };
  await vi.waitFor(async () => expect(await queued()).toEqual([ended, unknown].sort()));
});

test('files of a deleted recording that a crash left are deleted; those of shows that nobody knows are told of and left', async () => {
  const gone = await rig.addShow();
  const stray = '00000000-0000-4000-8000-000000000000';
  await rig.database.sql`insert into recording (broadcast_id, state, began_at) values (${gone}, 'gone', now())`;
  for (const id of [gone, stray]) await writeMp3(rig.dir, id);
  await writeFile(join(rig.dir, 'notes.txt'), 'mine');
  await start();
  await vi.waitFor(async () => expect(await onDisk()).toEqual([stray, 'notes.txt']));
  await vi.waitFor(() =>
    expect(rig.said).toContainEqual(
      expect.objectContaining({ recordings: 1, first: [stray], sentence: expect.stringContaining('does not know') }),
    ),
  );
});

test('erasing a show takes its files with it, once and again', async () => {
  const id = await addFinished(1);
  const other = await addFinished(2);
  await rig.recordings.deleteFiles(id);
  await rig.recordings.deleteFiles(id);
  expect(await onDisk()).toEqual([other]);
});
