import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { syntheticMp3Frames } from '@livestreamer/framing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RecordingsRig, startRecordingsRig } from './recordings-rig.ts';

/** Six hours of 128 kbps at 44.1 kHz. */
const FRAMES = 826_875;
const AT_ONCE = 7_875;
const MB = 1024 * 1024;

let rig: RecordingsRig;
beforeAll(async () => {
  rig = await startRecordingsRig();
});
afterAll(() => rig.close());

const writeSixHours = async (path: string): Promise<number> => {
  const file = await open(path, 'w');
  try {
    for (let firstIndex = 0; firstIndex < FRAMES; firstIndex += AT_ONCE)
      await file.write(Buffer.concat(syntheticMp3Frames({ count: AT_ONCE, firstIndex })));
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
};

test('six hours are finished, played and trimmed in bounded memory, even without an index', {
  timeout: 120_000,
}, async () => {
  const id = await rig.addShow({ state: 'published' });
  const bytes = await writeSixHours(join(rig.dir, `${id}.mp3`));
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  try {
    await rig.work('finish-recording', id);
    expect(await rig.recordings.of(id)).toMatchObject({ state: 'ready', durationMs: 21_600_000, bytes });
    const { body, headers } = await fetch(`${rig.http.baseUrl}/recordings/${id}.mp3`);
    let read = 0;
    for await (const chunk of body ?? []) read += chunk.length;
    expect(read).toBe(Number(headers.get('content-length')));
    expect(read).toBeGreaterThan(bytes);
    const trimmed = await fetch(`${rig.http.baseUrl}/api/v1/broadcasts/${id}/trim`, {
      method: 'PUT',
      headers: { cookie: 'owner', 'content-type': 'application/json' },
      body: JSON.stringify({ startMs: 3_600_000, endMs: 21_000_000 }),
    });
    const { durationMs } = await trimmed.json();
    expect(Math.abs(durationMs - 17_400_000)).toBeLessThan(210);
  } finally {
    clearInterval(watch);
  }
  expect((most - before) / MB).toBeLessThan(200);
});
