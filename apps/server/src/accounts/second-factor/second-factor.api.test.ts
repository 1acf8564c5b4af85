import {
  beginSecondFactor,
  renewRecoveryCodes,
  requestPasswordReset,
  resetPassword,
  secondFactorState,
  signIn,
  turnSecondFactorOff,
  turnSecondFactorOn,
  whoAmI,
} from '@livestreamer/contracts';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { addSignedInMember, type TestMember } from '../../../testing/test-members.ts';

let server: TestServer;
let zoe: TestMember;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  zoe = await addSignedInMember(server);
});

/** The code of this moment. What was taken is forgotten first: a test does not wait 30 seconds for the next one. */
const codeOf = async (secret: string): Promise<string> => {
  await server.sql`update second_factor set last_step = 0`;
  return TOTP.generate({ secret: Secret.fromBase32(secret) });
};

const turnOn = async () => {
  const begun = await zoe.rest.call(beginSecondFactor, { body: { currentPassword: zoe.password } });
  const code = await codeOf(begun.secret);
  return { ...begun, ...(await zoe.rest.call(turnSecondFactorOn, { body: { code } })) };
};

const signInWith = (code?: string) => {
  const { rest } = server.visitor();
  const body = { login: zoe.username, password: zoe.password, ...(code === undefined ? {} : { code }) };
  return rest.call(signIn, { body });
};

test('from the app to the sign-in: on with a first code, asked for after the password, off again', async () => {
  const { secret, uri, recoveryCodes } = await turnOn();
  expect(new URL(uri).searchParams.get('secret')).toBe(secret);
  expect(decodeURIComponent(new URL(uri).pathname)).toBe(`/127.0.0.1:${zoe.username}`);
  expect(recoveryCodes).toHaveLength(10);
  expect(await zoe.rest.call(secondFactorState, {})).toEqual({ on: true, recoveryCodesLeft: 10 });

  await expect(signInWith()).rejects.toMatchObject({ status: 401, code: 'second_factor_needed' });
  await expect(signInWith('')).rejects.toMatchObject({ code: 'second_factor_needed' });
  await expect(signInWith('000000')).rejects.toMatchObject({ status: 401, code: 'second_factor_wrong' });
  expect(await signInWith(await codeOf(secret))).toMatchObject({ username: zoe.username });
  expect(await signInWith(recoveryCodes[0])).toMatchObject({ username: zoe.username });
  await expect(signInWith(recoveryCodes[0])).rejects.toMatchObject({ code: 'second_factor_wrong' });

  const code = await codeOf(secret);
  await zoe.rest.call(turnSecondFactorOff, { body: { currentPassword: zoe.password, code } });
  expect(await zoe.rest.call(secondFactorState, {})).toEqual({ on: false, recoveryCodesLeft: 0 });
  expect(await signInWith()).toMatchObject({ username: zoe.username });
});

test('the owner hears by letter that it was turned on, and off', async () => {
  const letters = async () => (await server.sql`select from letter where recipient = ${zoe.email}`).length;
  const { recoveryCodes } = await turnOn();
  expect(await letters()).toBe(1);
  const body = { currentPassword: zoe.password, code: recoveryCodes[0] ?? '' };
  await zoe.rest.call(turnSecondFactorOff, { body });
  expect(await letters(), 'and that a recovery code was used').toBe(3);
});

test('turning it on, and off, signs the owner out everywhere but here', async () => {
  const elsewhere = async (code?: string) => {
    const { rest } = server.visitor();
    const body = { login: zoe.username, password: zoe.password, ...(code === undefined ? {} : { code }) };
    await rest.call(signIn, { body });
    return rest;
  };
  const before = await elsewhere();
  const { secret } = await turnOn();
  await expect(before.call(whoAmI, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await zoe.rest.call(whoAmI, {})).toMatchObject({ username: zoe.username });

  const between = await elsewhere(await codeOf(secret));
  const body = { currentPassword: zoe.password, code: await codeOf(secret) };
  await zoe.rest.call(turnSecondFactorOff, { body });
  await expect(between.call(whoAmI, {})).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await zoe.rest.call(whoAmI, {})).toMatchObject({ username: zoe.username });
});

test('the same code does not sign in twice', async () => {
  const { secret } = await turnOn();
  const code = await codeOf(secret);
  await signInWith(code);
  await expect(signInWith(code)).rejects.toMatchObject({ code: 'second_factor_wrong' });
});

test('whoever does not know the password learns nothing of the second factor', async () => {
  const { secret } = await turnOn();
  const body = { login: zoe.username, password: 'wrong', code: await codeOf(secret) };
  await expect(server.visitor().rest.call(signIn, { body })).rejects.toMatchObject({ code: 'wrong_credentials' });
});

test('a new password for a forgotten one does not get anybody past the second factor', async () => {
  await turnOn();
  const { rest } = server.visitor();
  await rest.call(requestPasswordReset, { body: { email: zoe.email } });
  const tokenSent = (): string | undefined => {
    const letter = server.announced.findLast((sentence) => sentence.includes(zoe.email));
    return /\/reset-password\?token=([\w-]+)/.exec(letter ?? '')?.[1];
  };
  const token = await vi.waitUntil(tokenSent, { timeout: 10_000 });
  const password = 'battery staple';
  await rest.call(resetPassword, { params: { token }, body: { password } });
  const entering = rest.call(signIn, { body: { login: zoe.username, password } });
  await expect(entering).rejects.toMatchObject({ code: 'second_factor_needed' });
});

test('turning it on and off, and new recovery codes, take the password and a code', async () => {
  const wrong = { status: 401, code: 'wrong_credentials' };
  await expect(zoe.rest.call(beginSecondFactor, { body: { currentPassword: 'wrong' } })).rejects.toMatchObject(wrong);
  const { secret, recoveryCodes } = await turnOn();
  const body = { currentPassword: 'wrong', code: await codeOf(secret) };
  await expect(zoe.rest.call(turnSecondFactorOff, { body })).rejects.toMatchObject(wrong);
  await expect(zoe.rest.call(renewRecoveryCodes, { body })).rejects.toMatchObject(wrong);
  const guess = { currentPassword: zoe.password, code: '000000' };
  const refused = { code: 'second_factor_wrong' };
  await expect(zoe.rest.call(turnSecondFactorOff, { body: guess })).rejects.toMatchObject(refused);
  await expect(zoe.rest.call(renewRecoveryCodes, { body: guess })).rejects.toMatchObject(refused);

  const code = await codeOf(secret);
  const renewed = await zoe.rest.call(renewRecoveryCodes, { body: { currentPassword: zoe.password, code } });
  expect(renewed.recoveryCodes).toHaveLength(10);
  await expect(signInWith(recoveryCodes[0])).rejects.toMatchObject(refused);
  expect(await signInWith(renewed.recoveryCodes[0])).toMatchObject({ username: zoe.username });
  expect(await zoe.rest.call(whoAmI, {})).toMatchObject({ username: zoe.username });
});

test('guesses at the code run into the limit, though each comes with the right password', async () => {
  const { recoveryCodes } = await turnOn();
  const body = { currentPassword: zoe.password, code: '000000' };
  const guess = () => zoe.rest.call(renewRecoveryCodes, { body });
  await vi.waitFor(() => expect(guess()).rejects.toMatchObject({ status: 429, code: 'too_many_requests' }), {
    timeout: 20_000,
    interval: 0,
  });
  await expect(signInWith(recoveryCodes[0])).rejects.toMatchObject({ code: 'too_many_requests' });
});
