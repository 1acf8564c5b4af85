import { signIn, whoAmI } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addMember, type TestMember } from '../../testing/test-members.ts';

let server: TestServer;
let zoe: TestMember;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  zoe = await addMember(server);
});

const enter = (password = zoe.password, login = zoe.username) => zoe.rest.call(signIn, { body: { login, password } });
const HOUR_MS = 3_600_000;

const STANDINGS = {
  unconfirmed: () => server.sql`update account set confirmed_at = null where id = ${zoe.accountId}`,
  banned: () => server.sql`update account set banned_at = now(), ban_reason = 'spam' where id = ${zoe.accountId}`,
  deleted: () => server.sql`update account set deleted_at = now() where id = ${zoe.accountId}`,
};

describe.each(['unconfirmed', 'banned', 'deleted'] as const)('an account that is %s', (standing) => {
  test('is told so, with the right password only', async () => {
    await STANDINGS[standing]();
    await expect(enter()).rejects.toMatchObject({ status: 403, code: `account_${standing}` });
    await expect(enter('wrong')).rejects.toMatchObject({ status: 401, code: 'wrong_credentials' });
    expect(zoe.cookies.header()).toBeNull();
  });

  test('is signed out from the next request on', async () => {
    await enter();
    await zoe.rest.call(whoAmI, {});
    await STANDINGS[standing]();
    await expect(zoe.rest.call(whoAmI, {})).rejects.toMatchObject({ status: 401, code: 'not_signed_in' });
  });
});

test('a ban that is over keeps nobody out', async () => {
  const until = new Date(Date.now() - 1_000);
  const at = new Date(Date.now() - HOUR_MS);
  await server.sql`
    update account set banned_at = ${at}, banned_until = ${until}, ban_reason = 'spam' where id = ${zoe.accountId}`;
  expect(await enter()).toMatchObject({ id: zoe.accountId });
});

/** Wrong passwords, until somebody is told to wait; how many were let through before. */
const guessUntilRefused = async (login: string): Promise<number> => {
  for (let guesses = 0; guesses < 50; guesses++) {
    const refusal: unknown = await enter('wrong', login).catch((error: unknown) => error);
    if (refusal instanceof Error && Reflect.get(refusal, 'code') === 'too_many_requests') return guesses;
    expect(refusal).toMatchObject({ code: 'wrong_credentials' });
  }
  throw new Error('Nobody was told to wait.');
};

const guess = (login: string): Promise<Response> =>
  fetch(`${server.baseUrl}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'wrong' }),
  });
const secondsToWait = async (login: string): Promise<number> => Number((await guess(login)).headers.get('retry-after'));

test('a storm of guesses has to wait, longer each time, and the owner gets in after the delay', async () => {
  const patience = { timeout: 25_000, interval: 500 };
  const first = await guessUntilRefused(zoe.username);
  expect(first).toBeGreaterThan(2);
  await expect(enter()).rejects.toMatchObject({ status: 429, code: 'too_many_requests' });
  const delayS = await secondsToWait(zoe.username);
  expect(delayS).toBeGreaterThan(0);
  await vi.waitFor(async () => expect((await guess(zoe.username)).status).toBe(401), patience);
  expect(await secondsToWait(zoe.username)).toBeGreaterThan(delayS);
  // Asking during the delay does not prolong it.
  await vi.waitFor(async () => expect(await enter()).toMatchObject({ id: zoe.accountId }), patience);
  // A right one forgets the guesses: as many are let through as at the beginning.
  expect(await guessUntilRefused(zoe.username)).toBe(first);
}, 60_000);

test('names that nobody has are counted in the same way, whatever their case', async () => {
  const max = await addMember(server);
  const unknown = `Nobody-${zoe.username}`;
  const [known, nobodys] = [await guessUntilRefused(max.username), await guessUntilRefused(unknown)];
  expect(nobodys).toBe(known);
  await expect(enter('wrong', unknown.toUpperCase())).rejects.toMatchObject({ code: 'too_many_requests' });
});

test('one who signs in rightly, again and again, is never told to wait', async () => {
  const alone = await startTestServer();
  try {
    const { username, password } = alone.admin;
    for (let count = 0; count < 70; count++)
      await alone.visitor().rest.call(signIn, { body: { login: username, password } });
  } finally {
    await alone.stop();
  }
}, 60_000);

test('guesses at many names from one address run into the limit of the address', async () => {
  const alone = await startTestServer();
  try {
    const codes: unknown[] = [];
    for (let count = 0; count < 100 && codes.at(-1) !== 'too_many_requests'; count++) {
      const body = { login: `name-${count}`, password: 'wrong' };
      codes.push(
        await alone
          .visitor()
          .rest.call(signIn, { body })
          .catch((error: unknown) => Reflect.get(Object(error), 'code')),
      );
    }
    expect(codes.at(-1)).toBe('too_many_requests');
    expect(codes.length).toBeGreaterThan(20);
  } finally {
    await alone.stop();
  }
}, 60_000);
