import { systemClock as clock, createFakeClock } from '@livestreamer/clock';
import { afterEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../../platform/index.ts';
import { createJobs } from '../../platform/jobs/index.ts';
import { finishingJob } from './recording-finishing.ts';
import type { Measures } from './recording-measuring.ts';
import { type RecordingsRig, startRecordingsRig, writeMp3 } from './recordings-rig.ts';

const rigs: RecordingsRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const start = async (...options: Parameters<typeof startRecordingsRig>): Promise<RecordingsRig> => {
  const rig = await startRecordingsRig(...options);
  rigs.push(rig);
  return rig;
};

const insertRunning = ({ database: { sql } }: RecordingsRig, id: string) =>
  sql`insert into recording (broadcast_id, state, began_at) values (${id}, 'recording', now())`;
const waiting = async ({ database: { sql } }: RecordingsRig): Promise<string[]> => {
  const jobs = await sql<{ taskIdentifier: string }[]>`select task_identifier from graphile_worker.jobs order by 1`;
  return jobs.map(({ taskIdentifier }) => taskIdentifier);
};

test('the end of a show queues the finishing in its own transaction; an end that fails queues nothing', async () => {
  const rig = await start();
  const { sql } = rig.database;
  const id = await rig.addShow({ state: 'live' });
  await insertRunning(rig, id);
  const end = (fails: boolean) =>
    sql.begin(async (tx) => {
      await rig.recordings.onEnding(tx, { broadcastId: id });
      if (fails) throw new Error('The end could not be stored.');
    });
  await expect(end(true)).rejects.toThrow();
  expect([await waiting(rig), (await rig.recordings.of(id))?.state]).toEqual([[], 'recording']);
  await end(false);
  await end(false);
  expect([await waiting(rig), (await rig.recordings.of(id))?.state]).toEqual([['finish-recording'], 'finishing']);
});

test('finishing makes it playable at once, and measures it afterwards; done twice it is the same', async () => {
  const rig = await start();
  const id = await rig.addShow();
  const audio = await writeMp3(rig.dir, id);
  await insertRunning(rig, id);
  await rig.work('finish-recording', id);
  const finished = await rig.recordings.of(id);
  expect(finished).toEqual({
    state: 'ready',
    format: 'mp3',
    durationMs: 10_449,
    wholeMs: 10_449,
    bytes: audio.length,
    gaps: [],
    loudnessLufs: null,
    url: `/recordings/${id}.mp3`,
    download: false,
    trim: null,
  });
  await rig.work('finish-recording', id);
  expect(await rig.recordings.of(id)).toEqual(finished);
  expect(await waiting(rig)).toEqual(['measure-recording']);
  await rig.work('measure-recording', id);
  await vi.waitFor(async () => expect(await rig.recordings.of(id)).toEqual({ ...finished, loudnessLufs: -16.5 }));
});

test('the real queue does all of it by itself', async () => {
  const rig = await start();
  const id = await rig.addShow({ state: 'published' });
  await writeMp3(rig.dir, id);
  const { sql, url } = rig.database;
  await insertRunning(rig, id);
  const jobs = createJobs({ url: () => url, sql, tasks: rig.recordings.tasks, clock, log: silentLogger });
  await jobs.start?.();
  try {
    await sql.begin((tx) => rig.recordings.onEnding(tx, { broadcastId: id }));
    await vi.waitFor(async () => expect(await rig.recordings.of(id)).toMatchObject({ loudnessLufs: -16.5 }), {
      timeout: 20_000,
    });
  } finally {
    await jobs.stop?.();
  }
  expect(finishingJob(id).jobKey).toBe(`finish-recording:${id}`);
});

test('a recording whose beginning could not be stored is found by its files', async () => {
  const rig = await start();
  const id = await rig.addShow();
  await writeMp3(rig.dir, id);
  await rig.work('finish-recording', id);
  expect(await rig.recordings.of(id)).toMatchObject({ state: 'ready' });
});

test('a show that was not recorded has none, and that is no error', async () => {
  const rig = await start();
  const id = await rig.addShow();
  await rig.work('finish-recording', id);
  expect(await rig.recordings.of(id)).toBeNull();
  expect(rig.said).toEqual([]);
});

test.each([
  ['no file', null],
  ['an empty one', new Uint8Array()],
])('a recording of which there is %s has failed, and the log says so', async (_, file) => {
  const rig = await start();
  const id = await rig.addShow();
  if (file) await writeMp3(rig.dir, id, file);
  await insertRunning(rig, id);
  await rig.work('finish-recording', id);
  expect(await rig.recordings.of(id)).toMatchObject({ state: 'failed', url: null });
  expect(rig.said).toMatchObject([{ broadcastId: id, sentence: 'Nothing was recorded of a show.' }]);
});

test('a deleted one is not brought back by a job that comes late', async () => {
  const rig = await start();
  const id = await rig.addShow();
  await writeMp3(rig.dir, id);
  await rig.database.sql`insert into recording (broadcast_id, state, began_at) values (${id}, 'gone', now())`;
  await rig.work('finish-recording', id);
  await rig.work('measure-recording', id);
  expect(await rig.recordings.of(id)).toBeNull();
});

test('what cannot be measured plays all the same; the log says why, and nobody tries for ever', async () => {
  let attempts = 0;
  const measure = async (): Promise<Measures> => {
    attempts += 1;
    throw new Error('This is no MP3.');
  };
  const rig = await start({ measure });
  const id = await rig.addShow({ state: 'published' });
  await writeMp3(rig.dir, id);
  await rig.work('finish-recording', id);
  await rig.work('measure-recording', id);
  await vi.waitFor(() => expect(rig.said.at(-1)?.sentence).toContain('could not be measured'));
  expect(rig.said.at(-1)).toMatchObject({ err: { message: 'This is no MP3.' } });
  expect(await rig.recordings.of(id)).toMatchObject({ state: 'ready', loudnessLufs: null });
  expect((await fetch(`${rig.http.baseUrl}/recordings/${id}.mp3`)).status).toBe(200);
  await rig.work('measure-recording', id);
  expect(attempts).toBe(1);
});

test('hours of audio hold up no job: it looks again every minute, and after a crash somebody begins anew', async () => {
  const fakeClock = createFakeClock(Date.UTC(2026, 10, 23));
  let begun = 0;
  const measure = (_: unknown, signal: AbortSignal) =>
    new Promise<Measures>((_resolve, reject) => {
      begun += 1;
      signal.addEventListener('abort', () => reject(new Error('stopped')));
    });
  const rig = await start({ measure, clock: fakeClock });
  const id = await rig.addShow();
  await writeMp3(rig.dir, id);
  await rig.work('finish-recording', id);
  await rig.work('measure-recording', id);
  await rig.work('measure-recording', id);
  await vi.waitFor(() => expect(begun).toBe(1));
  const [job] = await rig.database.sql<{ runAt: Date }[]>`select run_at from graphile_worker.jobs`;
  expect(job?.runAt.getTime()).toBe(fakeClock.now() + 60_000);
  for (const part of rig.recordings.parts) await part.stop?.();
  expect(rig.said.filter(({ sentence }) => sentence.includes('measured'))).toEqual([]);
  // Another process, with nothing in its memory.
  const next = await start();
  const sameShow = await next.addShow();
  await writeMp3(next.dir, sameShow);
  await next.work('finish-recording', sameShow);
  await next.work('measure-recording', sameShow);
  await vi.waitFor(async () => expect(await next.recordings.of(sameShow)).toMatchObject({ loudnessLufs: -16.5 }));
});
