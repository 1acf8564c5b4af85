import { expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.ts';
import { systemChance as chance } from '../platform/index.ts';
import { insertLetter, readLetterFigures } from './letter-store.ts';

const MINUTE_MS = 60_000;

test('the oldest letter that waits is told, and one from a server whose clock is ahead has not waited yet', async () => {
  const database = await openTestDatabase();
  const add = (agoMs: number) =>
    insertLetter(database.sql, {
      ...{ id: chance.uuid(), recipient: 'zoe@radio.example', sealedText: 'sealed' },
      createdAt: new Date(Date.now() - agoMs),
    });
  expect(await readLetterFigures(database.sql)).toEqual({ waiting: 0, oldestSeconds: 0, givenUp: 0 });
  await add(-MINUTE_MS);
  expect(await readLetterFigures(database.sql)).toEqual({ waiting: 1, oldestSeconds: 0, givenUp: 0 });
  await add(MINUTE_MS);
  const { waiting, oldestSeconds } = await readLetterFigures(database.sql);
  expect(waiting).toBe(2);
  expect(oldestSeconds).toBeGreaterThan(59);
  await database.close();
});
