// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { byRole } from '../testing/by-role.ts';
import { fill, press, until } from '../testing/person.ts';
import { liveWith, openWebPage, stationWith, type WebPage } from '../testing/web-rig.tsx';

const ACCOUNT = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['admin'],
  permissions: ['station.broadcast'],
};

let page: WebPage;
afterEach(() => page.close());

it('signing in goes back to where one came from, and the sound goes on', async () => {
  const station = stationWith(liveWith());
  page = await openWebPage('/club', { 'GET /stations/club': station, 'POST /sessions': ACCOUNT });
  await press('Play');
  await press('Sign in', 'link');
  await until(() => byRole('textbox', 'Username or e-mail'));
  await fill('Username or e-mail', 'marlene');
  await fill('Password', 'long enough');
  await press('Sign in');
  await until(() => byRole('button', 'Account of marlene'));
  byRole('heading', 'Low Tide');
  expect(page.element.opened).toHaveLength(1);
  expect(page.element.isOpen).toBe(true);
});

it('a sign-in that did not work says so and keeps what was typed', async () => {
  page = await openWebPage('/sign-in', {});
  await until(() => byRole('textbox', 'Username or e-mail'));
  await fill('Username or e-mail', 'marlene');
  await fill('Password', 'long enough');
  page.goDown();
  await press('Sign in');
  await until(() => expect(byRole('alert').textContent).toMatch(/^The server cannot be reached/));
  expect(byRole('textbox', 'Username or e-mail')).toHaveProperty('value', 'marlene');
});

it('the set-up form names each field that is not as it should be', async () => {
  page = await openWebPage('/setup?token=t', { 'GET /setup': { needed: true } });
  await until(() => byRole('textbox', 'Username'));
  await fill('Username', 'no spaces here');
  await fill('Password', 'short');
  await press('Create the station');
  await until(() => expect(byRole('textbox', 'Username').getAttribute('aria-invalid')).toBe('true'));
  expect(document.body.textContent).toContain('At least 8 characters.');
  expect(byRole('textbox', 'E-mail').getAttribute('aria-invalid')).toBe('true');
});

it('whoever may broadcast finds the commands for this server on the set-up page', async () => {
  page = await openWebPage('/setup', { 'GET /setup': { needed: false }, 'GET /account': ACCOUNT });
  await until(() => byRole('heading', 'Your station is ready. Go live.'));
  expect(document.body.textContent).toContain('npx livestreamer login http://club:8000');
  expect(document.body.textContent).toContain('icecast://marlene:PASSWORD@club:8000/stream');
});
