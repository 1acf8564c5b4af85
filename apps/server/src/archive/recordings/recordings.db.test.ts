import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createFramer } from '@livestreamer/framing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { probeAudio } from '../../../testing/probe-audio.ts';
import { type RecordingsRig, startRecordingsRig, writeMp3 } from './recordings-rig.ts';

let rig: RecordingsRig;
beforeAll(async () => {
  rig = await startRecordingsRig();
});
afterAll(() => rig.close());
afterEach(async () => {
  await rig.database.sql`update station set offer_downloads = false`;
});

/** A finished recording of ten seconds; the audio as it lies on disk. */
const addFinished = async (show: Parameters<RecordingsRig['addShow']>[0] = {}, mp3?: Uint8Array) => {
  const id = await rig.addShow({ state: 'published', ...show });
  const audio = await writeMp3(rig.dir, id, mp3);
  await rig.work('finish-recording', id);
  return { id, audio };
};

const get = (path: string, { as = '', ...headers }: { as?: string; range?: string; 'if-none-match'?: string } = {}) =>
  fetch(`${rig.http.baseUrl}${path}`, { headers: { ...headers, ...(as ? { cookie: as } : {}) } });
const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const put = (id: string, trim: unknown, as = 'owner') =>
  fetch(`${rig.http.baseUrl}/api/v1/broadcasts/${id}/trim`, {
    method: 'PUT',
    headers: { cookie: as, 'content-type': 'application/json' },
    body: JSON.stringify(trim),
  });
const remove = (path: string, as = 'owner') =>
  fetch(`${rig.http.baseUrl}${path}`, { method: 'DELETE', headers: { cookie: as } });

test('a file names nobody whose account is deleted', async () => {
  const { id } = await addFinished();
  const artist = async () => probeAudio(await bodyOf(await get(`/recordings/${id}.mp3`))).tags['artist'];
  await rig.database.sql`update account set deleted_at = now() where username = 'Zoë'`;
  expect(await artist()).toBe('Radio 4');
  await rig.database.sql`update account set deleted_at = null`;
  expect(await artist()).toBe('Zoë');
});

describe('the file of a published show', () => {
  const tracklist = [
    { atMs: 0, text: 'Первая' },
    { atMs: 6_000, text: 'Second' },
  ];

  test('is the audio as it was, behind a tag with its names and chapters and a frame with its length', async () => {
    const { id, audio } = await addFinished({ title: 'Ночь', tracklist });
    const response = await get(`/recordings/${id}.mp3`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('cache-control')).toBe('public, no-cache');
    const file = await bodyOf(response);
    expect(file.length).toBe(Number(response.headers.get('content-length')));
    expect(file.subarray(-audio.length).equals(audio)).toBe(true);
    const { durationS, tags, chapters } = probeAudio(file);
    expect(durationS).toBeCloseTo((400 * 1152) / 44_100, 3);
    expect(tags).toMatchObject({ title: 'Ночь', artist: 'Zoë', album: 'Radio 4', date: '2026-11-22' });
    expect(chapters.map(({ start_time, tags: { title } }) => [Number(start_time), title])).toEqual([
      [0, 'Первая'],
      [6, 'Second'],
    ]);
  });

  test('comes in ranges that fit together, and is not sent again while nothing changed', async () => {
    const { id } = await addFinished();
    const whole = await get(`/recordings/${id}.mp3`);
    const file = await bodyOf(whole);
    const middle = Math.floor(file.length / 2);
    const first = await get(`/recordings/${id}.mp3`, { range: `bytes=0-${middle - 1}` });
    const second = await get(`/recordings/${id}.mp3`, { range: `bytes=${middle}-` });
    expect([first.status, second.status]).toEqual([206, 206]);
    expect(Buffer.concat([await bodyOf(first), await bodyOf(second)]).equals(file)).toBe(true);
    const again = await get(`/recordings/${id}.mp3`, { 'if-none-match': whole.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  test('has another version as soon as its title, its tracklist or its trim is another', async () => {
    const { id } = await addFinished();
    const { sql } = rig.database;
    const version = async () => (await get(`/recordings/${id}.mp3`, { range: 'bytes=0-0' })).headers.get('etag');
    const versions = [await version()];
    await sql`update broadcast set title = 'another' where id = ${id}`;
    versions.push(await version());
    await sql`update broadcast set tracklist = ${JSON.stringify(tracklist)}::text::jsonb where id = ${id}`;
    versions.push(await version());
    await put(id, { startMs: 1_000, endMs: 5_000 });
    versions.push(await version());
    expect(new Set(versions).size).toBe(4);
    expect(versions).not.toContain(null);
  });

  test('is offered as a file when its station wants that, or to whoever may edit it', async () => {
    const { id } = await addFinished({ title: 'Fri/day' });
    const dispositionFor = async (as?: string, question = '?download') =>
      (await get(`/recordings/${id}.mp3${question}`, as ? { as } : {})).headers.get('content-disposition');
    expect(await dispositionFor()).toBeNull();
    expect(await dispositionFor('owner')).toContain('filename="Fri_day.mp3"');
    expect(await dispositionFor('owner', '')).toBeNull();
    await rig.database.sql`update station set offer_downloads = true`;
    expect(await dispositionFor()).toContain('filename="Fri_day.mp3"');
    expect(await rig.recordings.of(id)).toMatchObject({ download: true });
  });
});

test('chapters are where their tracks are in the audio, also behind a gap', async () => {
  const { id } = await addFinished({
    tracklist: [
      { atMs: 3_000, text: 'before' },
      { atMs: 45_000, text: 'behind' },
    ],
  });
  const gaps = [{ atMs: 5_000, ms: 40_000 }];
  await rig.database.sql`update recording set gaps = ${JSON.stringify(gaps)}::text::jsonb where broadcast_id = ${id}`;
  expect(await rig.recordings.of(id)).toMatchObject({ gaps });
  const { chapters } = probeAudio(await bodyOf(await get(`/recordings/${id}.mp3`)));
  expect(chapters.map(({ start_time }) => Number(start_time))).toEqual([3, 5]);
});

describe('who may hear it', () => {
  test('a hidden show, or a deleted one, only whoever may edit it; for all others it is not there', async () => {
    const { id } = await addFinished({ state: 'ended' });
    const answers = async () =>
      Promise.all(
        ['', 'listener', 'stranger', 'owner'].map(async (as) => (await get(`/recordings/${id}.mp3`, { as })).status),
      );
    expect(await answers()).toEqual([404, 404, 404, 200]);
    expect((await get(`/recordings/${id}.mp3`, { as: 'owner' })).headers.get('cache-control')).toBe(
      'private, no-cache',
    );
    await rig.database
      .sql`update broadcast set state = 'published', published_at = now(), deleted_at = now() where id = ${id}`;
    expect(await answers()).toEqual([404, 404, 404, 200]);
    await rig.database.sql`update broadcast set deleted_at = null where id = ${id}`;
    expect(await answers()).toEqual([200, 200, 200, 200]);
  });

  test('a show on air is not there yet, for nobody', async () => {
    const id = await rig.addShow({ state: 'live' });
    await writeMp3(rig.dir, id);
    await rig.database.sql`insert into recording (broadcast_id, state, began_at) values (${id}, 'recording', now())`;
    expect((await get(`/recordings/${id}.mp3`, { as: 'owner' })).status).toBe(404);
    expect(await rig.recordings.of(id)).toMatchObject({ state: 'recording', url: null });
    await rig.database.sql`delete from broadcast where id = ${id}`;
  });

  test.each(['x.mp3', '00000000-0000-4000-8000-000000000000.mp3', '..%2F..%2Fetc%2Fpasswd', '%00.mp3', ''])(
    'there is no %j',
    async (name) => {
      expect((await get(`/recordings/${name}`)).status).toBe(404);
    },
  );

  test('under another format it is not there', async () => {
    const { id } = await addFinished();
    for (const name of [`${id}.ogg`, `${id}.aac`, id, `${id}.mp3.exe`, `${id.toUpperCase()}.mp3`])
      expect((await get(`/recordings/${name}`)).status).toBe(404);
  });
});

describe('trimming', () => {
  test('somebody else’s recording is in the log of those who keep order, one’s own is not', async () => {
    const { id } = await addFinished();
    await put(id, { startMs: 2_000, endMs: 8_000 });
    await put(id, { startMs: 3_000, endMs: 8_000 }, 'keeper');
    await remove(`/api/v1/broadcasts/${id}/trim`, 'keeper');
    const acts = await rig.database.sql`select actor_name, action, subject from audit_entry order by id`;
    const act = { actorName: 'Kim', action: 'broadcast.trim', subject: `broadcast:${id}` };
    expect(acts).toEqual([act, act]);
  });

  test('plays a part of it, from frame to frame, with its chapters moved; and all of it again', async () => {
    const { id, audio } = await addFinished({
      tracklist: [
        { atMs: 0, text: 'one' },
        { atMs: 5_000, text: 'two' },
      ],
    });
    const trimmed = await put(id, { startMs: 2_000, endMs: 8_000 });
    // Of 8 frames of 26.12 ms each, those at or before the times.
    const trim = { startMs: 1_881, endMs: 7_942 };
    expect(await trimmed.json()).toMatchObject({ durationMs: 6_061, wholeMs: 10_449, trim });
    const file = await bodyOf(await get(`/recordings/${id}.mp3`));
    const { durationS, chapters } = probeAudio(file);
    expect(durationS).toBeCloseTo((232 * 1152) / 44_100, 3);
    expect(chapters.map(({ start_time }) => Number(start_time))).toEqual([0, 3.119]);
    const framesOf = (bytes: Buffer) =>
      createFramer('mp3')
        .push(bytes)
        .map((frame) => Buffer.from(frame.bytes));
    expect(framesOf(file)).toEqual(framesOf(audio).slice(72, 304));
    expect(rig.changed).toContain(id);

    expect(await (await remove(`/api/v1/broadcasts/${id}/trim`)).json()).toMatchObject({
      trim: null,
      durationMs: 10_449,
    });
    const whole = await bodyOf(await get(`/recordings/${id}.mp3`));
    expect(whole.subarray(-audio.length).equals(audio)).toBe(true);
  });

  test.each([
    [{ startMs: 0, endMs: 10_450 }, 'endMs'],
    [{ startMs: 5_000, endMs: 5_999 }, 'endMs'],
    [{ startMs: 9_000, endMs: 1_000 }, 'endMs'],
    [{ startMs: -1, endMs: 5_000 }, 'startMs'],
    [{ startMs: 0.5, endMs: 5_000 }, 'startMs'],
    [{ startMs: 0 }, 'endMs'],
  ])('%j is refused', async (trim, path) => {
    const { id } = await addFinished();
    const response = await put(id, trim);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'validation_failed', fields: [{ path }] });
  });

  test('all of it is no trim', async () => {
    const { id } = await addFinished();
    expect(await (await put(id, { startMs: 0, endMs: 10_449 })).json()).toMatchObject({ trim: null });
  });

  test('is for whoever may edit the show, published or not', async () => {
    const { id } = await addFinished();
    expect((await put(id, { startMs: 0, endMs: 2_000 }, 'stranger')).status).toBe(404);
    expect((await put(id, { startMs: 0, endMs: 2_000 }, 'listener')).status).toBe(403);
    expect((await put(id, { startMs: 0, endMs: 2_000 }, 'nobody')).status).toBe(401);
    expect((await remove(`/api/v1/broadcasts/${id}/trim`, 'stranger')).status).toBe(404);
    expect((await remove(`/api/v1/broadcasts/${id}/recording`, 'stranger')).status).toBe(404);
  });
});

test('the outline is of the whole recording; without one it is empty, and a hidden show has none for others', async () => {
  const { id } = await addFinished();
  const outline = async (as = '') => (await get(`/api/v1/broadcasts/${id}/waveform`, { as })).json();
  expect(await outline()).toMatchObject({ peaks: [] });
  await rig.work('measure-recording', id);
  await expect.poll(outline).toEqual({ peaks: [0, 128, 255], stepMs: 500 });
  expect(await rig.recordings.of(id)).toMatchObject({ loudnessLufs: -16.5 });
  await rig.database.sql`update broadcast set state = 'ended', published_at = null where id = ${id}`;
  expect(await outline()).toMatchObject({ code: 'not_found' });
  expect(await outline('owner')).toMatchObject({ stepMs: 500 });
});

test('a recording is deleted for good, the show stays, and doing it again finds nothing', async () => {
  const { id } = await addFinished();
  expect((await remove(`/api/v1/broadcasts/${id}/recording`)).status).toBe(204);
  expect((await readdir(rig.dir)).filter((name) => name.startsWith(id))).toEqual([]);
  expect(await rig.recordings.of(id)).toBeNull();
  expect((await get(`/recordings/${id}.mp3`)).status).toBe(404);
  expect((await remove(`/api/v1/broadcasts/${id}/recording`)).status).toBe(404);
  expect(rig.changed).toContain(id);
  const [show] = await rig.database.sql`select state from broadcast where id = ${id}`;
  expect(show).toMatchObject({ state: 'published' });
});

test('one that is not finished is neither trimmed nor deleted', async () => {
  const id = await rig.addShow();
  await rig.database.sql`insert into recording (broadcast_id, state, began_at) values (${id}, 'finishing', now())`;
  for (const response of [
    await put(id, { startMs: 0, endMs: 2_000 }),
    await remove(`/api/v1/broadcasts/${id}/recording`),
  ]) {
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: 'recording_unfinished' });
  }
});

test('a file that got shorter than it was breaks off, and is said', async () => {
  const { id } = await addFinished();
  await get(`/recordings/${id}.mp3`).then(bodyOf);
  await truncate(join(rig.dir, `${id}.mp3`), 1_000);
  await expect(get(`/recordings/${id}.mp3`).then(bodyOf)).rejects.toThrow();
  expect(rig.http.complaints).toHaveLength(1);
});
