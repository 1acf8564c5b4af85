// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { fieldCalled, fill, press, problemOf, until } from '../testing/person.ts';
import { openWebPage, refusal, type WebPage } from '../testing/web-rig.tsx';

const OPEN = { 'GET /registration': { mode: 'open' } };
const ACCEPTED = new Response(null, { status: 202 });

let page: WebPage;
afterEach(() => page.close());

const register = async (): Promise<void> => {
  await fill('Username', 'marlene');
  await fill('E-mail', 'marlene@example.org');
  await fill('Password', 'a long enough one');
  await press('Make the account');
};

it('whoever registers is sent to the mailbox, and can have the letter sent again', async () => {
  page = await openWebPage('/register', {
    ...OPEN,
    'POST /accounts': ACCEPTED,
    'POST /accounts/confirmations': ACCEPTED,
  });
  await register();
  await until(() => byRole('heading', 'Look into your mailbox'));
  expect(fieldCalled('E-mail').value).toBe('marlene@example.org');
  await press('Send the letter again');
  await until(() => expect(byRole('status').textContent).toMatch(/a letter is on its way/));
  expect(page.sent.at(-1)).toEqual({
    call: 'POST /accounts/confirmations',
    body: { email: 'marlene@example.org', language: 'en' },
  });
});

it('the invitation in the link goes along', async () => {
  page = await openWebPage('/register?invitation=i1', {
    'GET /registration': { mode: 'invitation' },
    'POST /accounts': ACCEPTED,
  });
  await register();
  await until(() => byRole('heading', 'Look into your mailbox'));
  expect(page.sent.at(-1)?.body).toMatchObject({ username: 'marlene', language: 'en', invitation: 'i1' });
});

it('a server that takes accounts by invitation only says so to whoever has none', async () => {
  page = await openWebPage('/register', { 'GET /registration': { mode: 'invitation' } });
  await until(() => byRole('heading', 'By invitation only'));
});

it('a server that takes no accounts says so, even to the invited', async () => {
  page = await openWebPage('/register?invitation=i1', { 'GET /registration': { mode: 'closed' } });
  await until(() => byRole('heading', 'No new accounts'));
});

it('what the server refuses stands at the field it is about, and what was typed stays', async () => {
  const answers = { ...OPEN, 'POST /accounts': refusal(409, 'username_taken') };
  page = await openWebPage('/register', answers);
  await register();
  await until(() => expect(problemOf('Username')).toBe('This username is taken.'));
  expect(fieldCalled('E-mail').value).toBe('marlene@example.org');
  answers['POST /accounts'] = refusal(400, 'password_too_common');
  await fill('Username', 'marlene2');
  await press('Make the account');
  await until(() => expect(problemOf('Password')).toMatch(/^This password is among the commonest/));
});

it('a field that only the server minds says so itself', async () => {
  const invalid = refusal(400, 'validation_failed', [{ path: 'email', message: 'no' }]);
  page = await openWebPage('/register', { ...OPEN, 'POST /accounts': invalid });
  await register();
  await until(() => expect(problemOf('E-mail')).toBe('This is not as it should be.'));
  expect(allByRole('alert')).toEqual([]);
});

it('an invitation that is used up says so above the form', async () => {
  page = await openWebPage('/register?invitation=i1', { ...OPEN, 'POST /accounts': refusal(403, 'invitation_wrong') });
  await register();
  await until(() => expect(byRole('alert').textContent).toBe('This invitation is not valid any more.'));
});
