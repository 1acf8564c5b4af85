import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../platform/index.ts';
import { openPeopleRig, type PeopleRig } from '../people-rig.ts';
import { keepUsernameKeys } from './username-key-upkeep.ts';

let rig: PeopleRig;
beforeEach(async () => {
  rig = await openPeopleRig();
});
afterEach(() => rig.close());

/** As version 0.1.0 stored it. */
const asBefore = async (username: string): Promise<string> => {
  const id = await rig.makeAccount(username);
  const oldKey = username.normalize('NFKC').toLowerCase();
  await rig.sql`update account set username_key = ${oldKey} where id = ${id}`;
  return id;
};

test('an account of an earlier version is found by its name again, and its look-alike is taken', async () => {
  await asBefore('Große');
  await asBefore('Οδυσσέας');
  expect(await rig.canSignIn('Große')).toBe(false);
  await keepUsernameKeys({ sql: rig.sql, log: silentLogger });
  expect(await rig.canSignIn('GROSSE')).toBe(true);
  expect(await rig.canSignIn('οδυσσέας')).toBe(true);
  await expect(rig.register('GROSSE', { email: 'other@radio.example' })).rejects.toMatchObject({
    code: 'username_taken',
  });
});

test('of two names that have become one the second keeps its key, and it is told', async () => {
  const second = await asBefore('Große');
  await rig.makeAccount('Grosse');
  const warned: unknown[] = [];
  await keepUsernameKeys({
    sql: rig.sql,
    log: { ...silentLogger, warn: (fields: unknown) => void warned.push(fields) },
  });
  expect(warned).toEqual([{ account: second }]);
  expect(await rig.canSignIn('Grosse')).toBe(true);
  expect(await rig.canSignIn('große@radio.example')).toBe(true);
});
