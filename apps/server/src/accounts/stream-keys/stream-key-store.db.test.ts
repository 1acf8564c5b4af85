import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPeopleRig, type PeopleRig } from '../people-rig.ts';
import { insertStreamKey, listStreamKeysOf } from './stream-key-store.ts';

let rig: PeopleRig;
beforeEach(async () => {
  rig = await openPeopleRig();
});
afterEach(() => rig.close());

test('keys that are made at the same moment are no more than an account may have', async () => {
  const accountId = await rig.makeAccount('zoe');
  const make = (number: number) =>
    rig.sql.begin((tx) =>
      insertStreamKey(tx, { accountId, name: 'butt', keyHash: `hash ${number}`, createdAt: new Date() }, 3),
    );
  const made = await Promise.all(Array.from({ length: 8 }, (_, number) => make(number)));
  expect(made.filter((key) => key !== null)).toHaveLength(3);
  expect(await listStreamKeysOf(rig.sql, accountId)).toHaveLength(3);
});
