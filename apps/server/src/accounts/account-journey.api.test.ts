import { ApiError } from '@livestreamer/client';
import {
  confirmAccount,
  deleteOwnAccount,
  LINK_PAGES,
  type LinkPage,
  registerAccount,
  registrationState,
  requestConfirmation,
  requestPasswordReset,
  resetPassword,
  restoreAccount,
  setServerSettings,
  signIn,
  whoAmI,
} from '@livestreamer/contracts';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/api-harness.ts';
import { addSignedInMember } from '../../testing/test-members.ts';
import { startTestSmtp, type TestSmtp } from '../../testing/test-smtp.ts';

const PASSWORD = 'correct horse';
let smtp: TestSmtp;
let server: TestServer;
beforeAll(async () => {
  smtp = await startTestSmtp();
  server = await startTestServer({ env: { SMTP_URL: smtp.url } });
  await server.admin.rest.call(setServerSettings, { body: { registration: 'open' } });
});
afterAll(async () => {
  await server.stop();
  await smtp.close();
});

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );

const isTo = (letter: ParsedMail, address: string): boolean =>
  [letter.to].flat().some((field) => field?.text.toLowerCase().includes(address.toLowerCase()));

/** Waits for the next letter to an address, and takes the token out of its link. */
const tokenFor = async (address: string, page: LinkPage): Promise<string> => {
  const { text = '' } = await smtp.next((letter) => isTo(letter, address));
  const link = `${new URL(server.baseUrl).port}${LINK_PAGES[page]}?token=`;
  const token = text.split(link)[1]?.match(/^[\w-]+/)?.[0];
  if (token === undefined) throw new Error(`No link to ${page} in: ${text}`);
  return token;
};

const request = (username: string, email = `${username}@radio.example`) => ({ username, email, password: PASSWORD });

test('register, confirm, sign in, forget the password, delete, come back: all by real letters', async () => {
  const { rest } = server.visitor();
  const email = 'zoe@radio.example';
  const enter = (password: string) => codeOf(rest.call(signIn, { body: { login: 'ZOE', password } }));
  expect(await rest.call(registrationState, {})).toEqual({ mode: 'open' });

  await rest.call(registerAccount, { body: { ...request('zoe'), language: 'ru' } });
  expect(await enter(PASSWORD)).toBe('account_unconfirmed');
  await rest.call(confirmAccount, { params: { token: await tokenFor(email, 'confirm-account') } });
  expect(await enter(PASSWORD)).toBe('done');
  expect(await rest.call(whoAmI, {})).toMatchObject({ username: 'zoe', email, roles: ['listener'] });

  const elsewhere = server.visitor();
  await elsewhere.rest.call(requestPasswordReset, { body: { email: 'Zoe@Radio.Example' } });
  const params = { token: await tokenFor(email, 'reset-password') };
  const reset = () => elsewhere.rest.call(resetPassword, { params, body: { password: 'battery staple' } });
  await reset();
  expect(await codeOf(reset())).toBe('link_wrong');
  expect(await codeOf(rest.call(whoAmI, {}))).toBe('not_signed_in');
  expect([await enter(PASSWORD), await enter('battery staple')]).toEqual(['wrong_credentials', 'done']);

  await smtp.next((letter) => isTo(letter, email)); // the notice that the password was changed
  await rest.call(deleteOwnAccount, { body: { currentPassword: 'battery staple' } });
  expect(await codeOf(rest.call(whoAmI, {}))).toBe('not_signed_in');
  expect(await enter('battery staple')).toBe('account_deleted');
  await rest.call(restoreAccount, { params: { token: await tokenFor(email, 'restore-account') } });
  expect(await enter('battery staple')).toBe('done');

  expect(server.logged.join()).not.toContain(params.token);
  expect(server.logged.join().toLowerCase()).not.toContain(email);
});

test('a letter that got lost can be asked for again', async () => {
  const { rest } = server.visitor();
  await rest.call(registerAccount, { body: request('max') });
  await tokenFor('max@radio.example', 'confirm-account');
  await rest.call(requestConfirmation, { body: { email: 'MAX@radio.example' } });
  await rest.call(confirmAccount, { params: { token: await tokenFor('max@radio.example', 'confirm-account') } });
  await rest.call(signIn, { body: { login: 'max', password: PASSWORD } });
});

test('registering an address that has an account is answered like any other, and its owner gets a letter', async () => {
  const member = await addSignedInMember(server);
  const answer = async (username: string, email: string) => {
    const response = await fetch(`${server.baseUrl}${registerAccount.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request(username, email)),
    });
    const differs = (name: string) => ['date', 'x-request-id'].includes(name) || name.startsWith('x-ratelimit');
    const headers = [...response.headers].filter(([name]) => !differs(name));
    return { status: response.status, headers, body: await response.text() };
  };
  const forOwner = await answer('somebody', member.email.toUpperCase());
  expect(forOwner).toEqual(await answer('somebody-else', 'new@radio.example'));
  expect(forOwner).toMatchObject({ status: 202, body: '' });
  await tokenFor(member.email, 'reset-password');
  for (const login of ['somebody', 'somebody-else']) {
    const enter = server.visitor().rest.call(signIn, { body: { login, password: PASSWORD } });
    expect(await codeOf(enter)).toBe('account_unconfirmed');
  }
});

test('whoever asks for a new password, or a new letter, is answered before anybody looks for the account', async () => {
  const member = await addSignedInMember(server);
  const { rest } = server.visitor();
  await server.sql.begin(async (tx) => {
    await tx`lock table account in access exclusive mode`;
    for (const route of [requestPasswordReset, requestConfirmation])
      for (const email of [member.email, 'nobody@radio.example']) await rest.call(route, { body: { email } });
  });
  await tokenFor(member.email, 'reset-password');
});

test('registering at once with the same name makes one account', async () => {
  const register = (email: string) =>
    codeOf(server.visitor().rest.call(registerAccount, { body: request('Twin', email) }));
  const codes = await Promise.all([register('a@radio.example'), register('b@radio.example')]);
  expect(codes.sort()).toEqual(['done', 'username_taken']);
});

test('a link of one kind opens nothing else', async () => {
  const member = await addSignedInMember(server);
  const { rest } = server.visitor();
  await rest.call(requestPasswordReset, { body: { email: member.email } });
  const token = await tokenFor(member.email, 'reset-password');
  for (const route of [confirmAccount, restoreAccount])
    expect(await codeOf(rest.call(route, { params: { token } }))).toBe('link_wrong');
  await rest.call(resetPassword, { params: { token }, body: { password: 'battery staple' } });
});

test('nobody’s mailbox is filled, without a word, and nobody keeps an owner from a letter by asking for others', async () => {
  const [member, other] = [await addSignedInMember(server), await addSignedInMember(server)];
  const { rest } = server.visitor();
  const ask = (email: string) => codeOf(rest.call(requestPasswordReset, { body: { email } }));
  for (let times = 0; times < 4; times += 1)
    expect(await codeOf(rest.call(requestConfirmation, { body: { email: member.email } }))).toBe('done'); // it waits for none
  for (let times = 0; times < 5; times += 1) expect(await ask(member.email)).toBe('done');
  expect(await ask('nobody.at.all@radio.example')).toBe('done');
  await ask(other.email);
  await smtp.next((letter) => isTo(letter, other.email)); // the last that was asked for
  for (let times = 0; times < 4; times += 1) await smtp.next((letter) => isTo(letter, member.email));
  expect(smtp.letters().filter((letter) => isTo(letter, member.email))).toEqual([]);
});

test('one address makes ten accounts an hour, and no more', async () => {
  const { rest } = server.visitor();
  const codes: string[] = [];
  while (codes.length < 12 && !codes.includes('too_many_requests'))
    codes.push(await codeOf(rest.call(registerAccount, { body: request(`crowd-${codes.length}`) })));
  expect(codes.at(-1)).toBe('too_many_requests');
  expect(codes.length).toBeLessThanOrEqual(11);
});
