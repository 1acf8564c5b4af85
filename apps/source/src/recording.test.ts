import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRecording } from './recording.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'recording-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('all frames are in the file, in order, when it is closed', async () => {
  const recording = await openRecording(join(dir, 'show.mp3'));
  for (let index = 0; index < 100; index += 1) recording.write(Uint8Array.of(index));
  await recording.close();
  expect([...readFileSync(recording.path)]).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(recording.writtenBytes).toBe(100);
});

test('a file that is there is never written over', async () => {
  const path = join(dir, 'show.mp3');
  writeFileSync(path, 'last week');
  await expect(openRecording(path)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(path, 'utf8')).toBe('last week');
});
