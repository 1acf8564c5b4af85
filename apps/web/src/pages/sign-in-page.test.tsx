// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { fieldCalled, fill, press, problemOf, until } from '../testing/person.ts';
import { liveWith, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

const ACCOUNT = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['broadcaster'],
  permissions: ['station.broadcast'],
};

let page: WebPage;
afterEach(async () => {
  vi.unstubAllGlobals();
  await page.close();
});

const signIn = async (): Promise<void> => {
  await fill('Username or e-mail', 'marlene');
  await fill('Password', 'long enough');
  await press('Sign in');
};

const alertText = (): string | null => byRole('alert').textContent;

it('an account with a second factor is asked for its code, and a wrong code can be typed again', async () => {
  const answers: Record<string, unknown> = { 'POST /sessions': refusal(401, 'second_factor_needed') };
  page = await openWebPage('/sign-in', answers);
  await signIn();
  await until(() => expect(document.activeElement).toBe(fieldCalled('Code')));
  expect(allByRole('alert')).toEqual([]);
  answers['POST /sessions'] = refusal(401, 'second_factor_wrong');
  await fill('Code', '000000');
  await press('Sign in');
  await until(() => expect(problemOf('Code')).toBe('This code is not right, or was used already.'));
  answers['POST /sessions'] = ACCOUNT;
  await fill('Code', '123456');
  await press('Sign in');
  await until(() => byRole('button', 'Account of marlene'));
  expect(page.sent.at(-1)?.body).toEqual({ login: 'marlene', password: 'long enough', code: '123456' });
});

it('a code that was not typed is asked for again, at its field', async () => {
  page = await openWebPage('/sign-in', { 'POST /sessions': refusal(401, 'second_factor_needed') });
  await signIn();
  await until(() => expect(document.activeElement).toBe(fieldCalled('Code')));
  await press('Sign in');
  await until(() => expect(problemOf('Code')).toBe('Enter the code from your app, or a recovery code.'));
});

it('whoever tries an address that may wait to be confirmed is reminded of the letter, with the address filled in', async () => {
  page = await openWebPage('/sign-in', { 'POST /sessions': refusal(401, 'wrong_credentials') });
  await fill('Username or e-mail', 'marlene@example.org');
  await fill('Password', 'long enough');
  await press('Sign in');
  await until(() => byRole('alert'));
  await press('Send the letter again', 'link');
  await until(() => byRole('button', 'Send the letter'));
  expect(fieldCalled('E-mail').value).toBe('marlene@example.org');
});

it('an account that is not confirmed yet gets the way to a new letter', async () => {
  page = await openWebPage('/sign-in', { 'POST /sessions': refusal(403, 'account_unconfirmed') });
  await signIn();
  await until(() => expect(alertText()).toMatch(/^Confirm your e-mail address first/));
  await press('Send the letter again', 'link');
  await until(() => byRole('button', 'Send the letter'));
});

it.each([
  ['account_banned', 'This account is banned. Ask the people who run the server.'],
  ['account_deleted', 'This account was deleted. The link in our letter brings it back.'],
])('whoever may not come in is told why: %s', async (code, text) => {
  page = await openWebPage('/sign-in', { 'POST /sessions': refusal(403, code) });
  await signIn();
  await until(() => expect(alertText()).toBe(text));
});

it('too many attempts say how many seconds to wait', async () => {
  const { body, headers } = refusal(429, 'too_many_requests');
  const tooMany = new Response(body, { status: 429, headers: [...headers, ['retry-after', '42']] });
  page = await openWebPage('/sign-in', { 'POST /sessions': tooMany });
  await signIn();
  await until(() => expect(alertText()).toBe('That was too often. Try again in 42 seconds.'));
});

it('a browser without passkeys is not offered one; one that has them is', async () => {
  page = await openWebPage('/sign-in', {});
  await until(() => byRole('button', 'Sign in'));
  expect(allByRole('button', 'Sign in with a passkey')).toEqual([]);
  await page.close();
  vi.stubGlobal('PublicKeyCredential', () => undefined);
  page = await openWebPage('/sign-in', {
    'POST /sessions/passkeys/challenges': refusal(503, 'unavailable'),
  });
  await press('Sign in with a passkey');
  await until(() => expect(alertText()).toMatch(/^The server cannot do that right now/));
});

it('the sound goes on over signing in, forgetting the password and registering', async () => {
  page = await openWebPage('/club', {
    'GET /stations/club': stationWith(liveWith()),
    'GET /registration': { mode: 'open' },
  });
  await press('Play');
  await press('Sign in', 'link');
  await press('Forgot your password?', 'link');
  await until(() => byRole('heading', 'Forgot your password?'));
  await press('Sign in', 'link');
  await press('Make an account', 'link');
  await until(() => byRole('heading', 'Make an account'));
  expect(page.element.opened).toHaveLength(1);
  expect(page.element.isOpen).toBe(true);
});
