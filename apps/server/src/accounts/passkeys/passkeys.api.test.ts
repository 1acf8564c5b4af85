import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listPasskeys,
  removePasskey,
  signIn,
  signInWithPasskey,
  whoAmI,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../../testing/api-harness.ts';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { addSignedInMember, type TestMember } from '../../../testing/test-members.ts';

const ORIGIN = 'https://radio.example';
const WRONG = { status: 401, code: 'passkey_wrong' };
let server: TestServer;
let zoe: TestMember;
let phone: SoftwareAuthenticator;
beforeAll(async () => {
  server = await startTestServer({ env: { PUBLIC_URL: ORIGIN } });
});
afterAll(() => server.stop());
beforeEach(async () => {
  zoe = await addSignedInMember(server);
  phone = createSoftwareAuthenticator();
});

const begin = () => zoe.rest.call(beginPasskey, { body: { currentPassword: zoe.password } });
const add = async (name = 'phone') => {
  const { ceremony, options } = await begin();
  const response = phone.create(options, { origin: ORIGIN });
  return zoe.rest.call(addPasskey, { body: { ceremony, name, response } });
};
const ask = () => server.visitor().rest.call(beginPasskeySignIn, {});
const enter = async ({ origin = ORIGIN } = {}) => {
  const { ceremony, options } = await ask();
  const person = server.visitor();
  await person.rest.call(signInWithPasskey, { body: { ceremony, response: phone.get(options, { origin }) } });
  return person;
};

test('a passkey signs in without name and password, and without the code of a second factor', async () => {
  await add();
  await server.sql`
    insert into second_factor (account_id, sealed_secret, turned_on_at) values (${zoe.accountId}, 'x', now())`;
  const { rest } = await enter();
  expect(await rest.call(whoAmI, {})).toMatchObject({ id: zoe.accountId, username: zoe.username });
  await enter();
});

test('the browser is asked, with 256 bits of chance, for a key that knows its owner and verifies the person, and not for one that is here', async () => {
  const first = await begin();
  expect(first.options).toMatchObject({
    rp: { id: 'radio.example' },
    user: { name: zoe.username },
    attestation: 'none',
    excludeCredentials: [],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await add();
  const { options } = await begin();
  expect(options['excludeCredentials']).toHaveLength(1);
  const algorithms = z.array(z.object({ alg: z.number() })).parse(options['pubKeyCredParams']);
  expect(algorithms.map(({ alg }) => alg).sort(), 'Ed25519, ES256, RS256 (IANA COSE)').toEqual([-257, -7, -8]);
  expect(options['challenge']).toMatch(/^[\w-]{43}$/);
  expect(options['challenge']).not.toBe(first.options['challenge']);
  const signing = await ask();
  expect(signing.options).toMatchObject({ rpId: 'radio.example', userVerification: 'required' });
  expect(signing.options['allowCredentials'] ?? []).toEqual([]);
});

test('passkeys are listed with their last use, and removed by their owner only', async () => {
  const { id } = await add('blue key');
  expect((await zoe.rest.call(listPasskeys, {})).items).toMatchObject([{ id, name: 'blue key', lastUsedAt: null }]);
  await enter();
  expect((await zoe.rest.call(listPasskeys, {})).items[0]?.lastUsedAt).not.toBeNull();

  const max = await addSignedInMember(server);
  const notFound = { code: 'not_found' };
  await expect(max.rest.call(removePasskey, { params: { passkey: id } })).rejects.toMatchObject(notFound);
  await zoe.rest.call(removePasskey, { params: { passkey: id } });
  expect((await zoe.rest.call(listPasskeys, {})).items).toEqual([]);
  await expect(enter()).rejects.toMatchObject(WRONG);
});

test('the owner hears by letter of every key that was added or removed, and of none that was refused', async () => {
  const letters = async () => (await server.sql`select from letter where recipient = ${zoe.email}`).length;
  phone.verifies = false;
  await expect(add()).rejects.toMatchObject(WRONG);
  expect(await letters()).toBe(0);
  phone.verifies = true;
  const { id } = await add();
  expect(await letters()).toBe(1);
  await zoe.rest.call(removePasskey, { params: { passkey: id } });
  await expect(zoe.rest.call(removePasskey, { params: { passkey: id } })).rejects.toMatchObject({ code: 'not_found' });
  expect(await letters()).toBe(2);
});

test('adding one takes the password', async () => {
  const body = { currentPassword: 'wrong' };
  await expect(zoe.rest.call(beginPasskey, { body })).rejects.toMatchObject({ code: 'wrong_credentials' });
});

test("another site's page can neither add a key nor sign in", async () => {
  const { ceremony, options } = await begin();
  const response = phone.create(options, { origin: 'https://evil.example' });
  await expect(zoe.rest.call(addPasskey, { body: { ceremony, name: 'phone', response } })).rejects.toMatchObject(WRONG);
  await add();
  await expect(enter({ origin: 'https://evil.example' })).rejects.toMatchObject(WRONG);
});

test('a key made for another site does not fit', async () => {
  await add();
  const { ceremony, options } = await ask();
  const response = phone.get({ ...options, rpId: 'evil.example' }, { origin: ORIGIN });
  await expect(server.visitor().rest.call(signInWithPasskey, { body: { ceremony, response } })).rejects.toMatchObject(
    WRONG,
  );
});

test('an answer counts once, and only to its own question', async () => {
  await add();
  const [one, other] = [await ask(), await ask()];
  const response = phone.get(one.options, { origin: ORIGIN });
  const { rest } = server.visitor();
  const answer = (ceremony: string) => rest.call(signInWithPasskey, { body: { ceremony, response } });
  await expect(answer(other.ceremony)).rejects.toMatchObject(WRONG);
  await answer(one.ceremony);
  await expect(answer(one.ceremony)).rejects.toMatchObject(WRONG);
  await expect(answer('never asked')).rejects.toMatchObject(WRONG);
});

test("the question of a sign-in adds no key, and another account's question neither", async () => {
  const signing = await ask();
  const { options } = await begin();
  const response = phone.create({ ...options, ...signing.options }, { origin: ORIGIN });
  const body = { ceremony: signing.ceremony, name: 'phone', response };
  await expect(zoe.rest.call(addPasskey, { body })).rejects.toMatchObject(WRONG);

  const max = await addSignedInMember(server);
  const foreign = await begin();
  const answer = phone.create(foreign.options, { origin: ORIGIN });
  await expect(
    max.rest.call(addPasskey, { body: { ceremony: foreign.ceremony, name: 'phone', response: answer } }),
  ).rejects.toMatchObject(WRONG);
});

test('a counter that goes back is a copied key', async () => {
  await add();
  phone.counter = 7;
  await enter();
  phone.counter = 6; // the next use says 7 again
  await expect(enter()).rejects.toMatchObject(WRONG);
  phone.counter = 8;
  await enter();
});

test('a key that nobody has added signs nobody in', async () => {
  await add();
  phone = createSoftwareAuthenticator();
  await expect(enter()).rejects.toMatchObject(WRONG);
});

test('a forged signature under a known name signs nobody in', async () => {
  await add();
  const { ceremony, options } = await ask();
  const { id, rawId } = phone.get(options, { origin: ORIGIN });
  const forged = { ...createSoftwareAuthenticator().get(options, { origin: ORIGIN }), id, rawId };
  await expect(
    server.visitor().rest.call(signInWithPasskey, { body: { ceremony, response: forged } }),
  ).rejects.toMatchObject(WRONG);
});

test('a key that did not verify the person is refused, when added and when used', async () => {
  phone.verifies = false;
  await expect(add()).rejects.toMatchObject(WRONG);
  phone.verifies = true;
  await add();
  phone.verifies = false;
  await expect(enter()).rejects.toMatchObject(WRONG);
});

test('one authenticator is added once', async () => {
  await add();
  await expect(add()).rejects.toMatchObject(WRONG);
});

test.each([{}, { id: 'x' }, { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: '%' } }])(
  'nonsense is refused: %j',
  async (response) => {
    const { ceremony } = await ask();
    const { rest } = server.visitor();
    await expect(rest.call(signInWithPasskey, { body: { ceremony, response } })).rejects.toMatchObject(WRONG);
    const question = await begin();
    const body = { ceremony: question.ceremony, name: 'phone', response };
    await expect(zoe.rest.call(addPasskey, { body })).rejects.toMatchObject(WRONG);
  },
);

test('there are at most twenty, also when two come at once', async () => {
  await server.sql`
    insert into passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
    select ${zoe.accountId}, ${zoe.accountId} || n, '', 0, '{}', 'old', now() from generate_series(1, 19) n`;
  const attempts = await Promise.all([begin(), begin()]);
  const added = await Promise.allSettled(
    attempts.map(({ ceremony, options }, index) => {
      const response = createSoftwareAuthenticator().create(options, { origin: ORIGIN });
      return zoe.rest.call(addPasskey, { body: { ceremony, name: `${index}`, response } });
    }),
  );
  expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(begin()).rejects.toMatchObject({ code: 'too_many_of_these' });
});

test.each([
  ['banned', 'account_banned'],
  ['deleted', 'account_deleted'],
  ['unconfirmed', 'account_unconfirmed'],
])('the passkey of a %s account is told so', async (standing, code) => {
  await add();
  const { sql } = server;
  if (standing === 'banned')
    await sql`update account set banned_at = now(), ban_reason = 'spam' where id = ${zoe.accountId}`;
  if (standing === 'deleted') await sql`update account set deleted_at = now() where id = ${zoe.accountId}`;
  if (standing === 'unconfirmed') await sql`update account set confirmed_at = null where id = ${zoe.accountId}`;
  await expect(enter()).rejects.toMatchObject({ status: 403, code });
});

test('without PUBLIC_URL the site is the host that was asked', async () => {
  const laptop = await startTestServer();
  try {
    const member = await addSignedInMember(laptop);
    const asked = await member.rest.call(beginPasskey, { body: { currentPassword: member.password } });
    expect(asked.options).toMatchObject({ rp: { id: '127.0.0.1' } });
    const response = phone.create(asked.options, { origin: laptop.baseUrl });
    await member.rest.call(addPasskey, { body: { ceremony: asked.ceremony, name: 'phone', response } });
    const { ceremony, options } = await laptop.visitor().rest.call(beginPasskeySignIn, {});
    const signed = phone.get(options, { origin: laptop.baseUrl });
    await laptop.visitor().rest.call(signInWithPasskey, { body: { ceremony, response: signed } });
  } finally {
    await laptop.stop();
  }
});

test('the password still signs in beside a passkey', async () => {
  await add();
  const body = { login: zoe.username, password: zoe.password };
  expect(await server.visitor().rest.call(signIn, { body })).toMatchObject({ id: zoe.accountId });
});
