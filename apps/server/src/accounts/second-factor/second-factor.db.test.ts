import { createFakeClock, type FakeClock } from '@livestreamer/clock';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { createSealer, systemChance } from '../../platform/index.ts';
import { insertAccount } from '../account-store.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';

const STEP_MS = 30_000;
let database: TestDatabase;
let clock: FakeClock;
let secondFactor: SecondFactor;
let accountId: string;
let counted: string[];
let told: string[];
let signedOut: string[];
let people = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  clock = createFakeClock();
  counted = [];
  told = [];
  signedOut = [];
  secondFactor = createSecondFactor({
    sql: database.sql,
    tellOwner: async (_, __, change) => void told.push(change),
    sessions: { endAllOf: async (_, options) => void signedOut.push(options?.but ?? 'all') },
    sealer: createSealer({ secret: 's'.repeat(32), purpose: 'second factors' }),
    limits: {
      take: async (name) => void counted.push(`take ${name}`),
      giveBack: async () => undefined,
      forget: async (name) => void counted.push(`forget ${name}`),
    },
    clock,
    chance: systemChance,
  });
  people += 1;
  const account = { username: `zoe${people}`, email: `zoe${people}@radio.example`, passwordHash: 'x' };
  accountId = (await insertAccount(database.sql, { ...account, language: 'en', confirmedAt: new Date() })).id;
});

const begin = async (): Promise<string> =>
  (await secondFactor.begin({ accountId, username: 'zoe', issuer: 'radio.example' })).secret;
const codeOf = (secret: string, atMs = clock.now()): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: atMs });
const turnOn = async () => {
  const secret = await begin();
  return { secret, recoveryCodes: await secondFactor.turnOn({ accountId, cookieHeader: null, code: codeOf(secret) }) };
};
const check = (code: string) => secondFactor.check(database.sql, { accountId, code });
const WRONG = { code: 'second_factor_wrong' };

test('it counts only from the first right code on', async () => {
  const secret = await begin();
  await expect(secondFactor.turnOn({ accountId, cookieHeader: null, code: '000000' })).rejects.toMatchObject(WRONG);
  expect(await secondFactor.isOn(database.sql, accountId)).toBe(false);
  await expect(check(codeOf(secret))).rejects.toMatchObject(WRONG);
  await secondFactor.turnOn({ accountId, cookieHeader: null, code: codeOf(secret) });
  expect(await secondFactor.state(accountId)).toEqual({ on: true, recoveryCodesLeft: 10 });
});

test('beginning again makes the secret before void', async () => {
  const [first, second] = [await begin(), await begin()];
  await expect(secondFactor.turnOn({ accountId, cookieHeader: null, code: codeOf(first) })).rejects.toMatchObject(
    WRONG,
  );
  await secondFactor.turnOn({ accountId, cookieHeader: null, code: codeOf(second) });
});

test('while it is on nobody begins or turns it on again', async () => {
  const { secret } = await turnOn();
  await expect(begin()).rejects.toMatchObject({ code: 'second_factor_on' });
  await expect(secondFactor.turnOn({ accountId, cookieHeader: null, code: codeOf(secret) })).rejects.toMatchObject({
    code: 'second_factor_on',
  });
});

test('no code counts twice, nor one from before a code that was taken, nor the one it was turned on with', async () => {
  const { secret } = await turnOn();
  const first = codeOf(secret);
  await expect(check(first)).rejects.toMatchObject(WRONG);
  clock.advance(STEP_MS);
  await check(codeOf(secret));
  await expect(check(codeOf(secret))).rejects.toMatchObject(WRONG);
  await expect(check(codeOf(secret, clock.now() - STEP_MS))).rejects.toMatchObject(WRONG);
});

test('of many who bring one code at the same moment one gets in', async () => {
  const { secret, recoveryCodes } = await turnOn();
  clock.advance(STEP_MS);
  for (const code of [codeOf(secret), recoveryCodes[0] ?? '']) {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => check(code)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});

test('a clock that is one step off does not matter, two steps do', async () => {
  const { secret } = await turnOn();
  clock.advance(10 * STEP_MS);
  await expect(check(codeOf(secret, clock.now() - 2 * STEP_MS))).rejects.toMatchObject(WRONG);
  await expect(check(codeOf(secret, clock.now() + 2 * STEP_MS))).rejects.toMatchObject(WRONG);
  await check(codeOf(secret, clock.now() - STEP_MS));
  await check(codeOf(secret, clock.now() + STEP_MS));
});

test('each recovery code is good once, however it is typed', async () => {
  const { recoveryCodes } = await turnOn();
  const [code = ''] = recoveryCodes;
  await check(code.toLowerCase().replaceAll('-', ' '));
  await expect(check(code)).rejects.toMatchObject(WRONG);
  expect(await secondFactor.state(accountId)).toEqual({ on: true, recoveryCodesLeft: 9 });
});

test('new recovery codes make the old ones void', async () => {
  const { secret, recoveryCodes } = await turnOn();
  clock.advance(STEP_MS);
  const renewed = await secondFactor.renewRecoveryCodes({ accountId, code: codeOf(secret) });
  await expect(check(recoveryCodes[0] ?? '')).rejects.toMatchObject(WRONG);
  await check(renewed[9] ?? '');
});

test('turned off, nothing is left of it', async () => {
  const { recoveryCodes } = await turnOn();
  await secondFactor.turnOff({ accountId, cookieHeader: null, code: recoveryCodes[3] ?? '' });
  expect(await secondFactor.state(accountId)).toEqual({ on: false, recoveryCodesLeft: 0 });
  const off = { code: 'second_factor_off' };
  await expect(secondFactor.turnOff({ accountId, cookieHeader: null, code: '000000' })).rejects.toMatchObject(off);
  await expect(secondFactor.renewRecoveryCodes({ accountId, code: '000000' })).rejects.toMatchObject(off);
});

test('the owner is told when it is turned on or off, or has new recovery codes, and of nothing that failed', async () => {
  const { secret } = await turnOn();
  await expect(secondFactor.turnOff({ accountId, cookieHeader: null, code: '000000' })).rejects.toMatchObject(WRONG);
  expect(told).toEqual(['secondFactorOn']);
  clock.advance(STEP_MS);
  const [code = ''] = await secondFactor.renewRecoveryCodes({ accountId, code: codeOf(secret) });
  await secondFactor.turnOff({ accountId, cookieHeader: null, code });
  expect(told).toEqual(['secondFactorOn', 'recoveryCodesRenewed', 'recoveryCodeUsed', 'secondFactorOff']);
});

test('turning it on or off signs every other device out, and what failed signs nobody out', async () => {
  const secret = await begin();
  const cookieHeader = 'session=here';
  await expect(secondFactor.turnOn({ accountId, cookieHeader, code: '000000' })).rejects.toMatchObject(WRONG);
  expect(signedOut).toEqual([]);
  const [code = ''] = await secondFactor.turnOn({ accountId, cookieHeader, code: codeOf(secret) });
  await secondFactor.turnOff({ accountId, cookieHeader, code });
  expect(signedOut).toEqual([cookieHeader, cookieHeader]);
});

test('every guess is counted, and a right one forgets the count', async () => {
  await turnOn();
  counted = [];
  await expect(check('000000')).rejects.toMatchObject(WRONG);
  await expect(check('nonsense')).rejects.toMatchObject(WRONG);
  expect(counted).toEqual(['take password-check-account', 'take password-check-account']);
});

test('neither the secret nor a recovery code can be read in the database', async () => {
  const { secret, recoveryCodes } = await turnOn();
  const rows = await database.sql`
    select sealed_secret as kept from second_factor union all select code_hash from recovery_code`;
  const kept = JSON.stringify(rows);
  for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
    expect(kept).not.toContain(text);
});
