// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { byRole } from '../testing/by-role.ts';
import { fieldCalled, fill, press, problemOf, until } from '../testing/person.ts';
import { openWebPage, refusal, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

it('a link from a letter acts on a press and says how to go on', async () => {
  page = await openWebPage('/confirm-account?token=t', {
    'PUT /accounts/confirmations/t': new Response(null, { status: 204 }),
  });
  await press('Confirm the address');
  await until(() => byRole('heading', 'Your address is confirmed'));
});

it('a link that was used before says so kindly and offers a new letter', async () => {
  page = await openWebPage('/confirm-account?token=t', {
    'PUT /accounts/confirmations/t': refusal(404, 'link_wrong'),
  });
  await press('Confirm the address');
  await until(() => expect(byRole('alert').textContent).toMatch(/^This link was used already/));
  byRole('button', 'Send the letter');
});

it('a link to a new e-mail address that is too old leads to the settings, where one asks again', async () => {
  page = await openWebPage('/confirm-email?token=t', { 'PUT /email-changes/t': refusal(404, 'link_wrong') });
  await press('Confirm the new address');
  await until(() => byRole('link', 'To the settings'));
  expect(document.body.textContent).toContain('change the address in your settings once more');
});

it('a server that is away does not use the link up: one presses again', async () => {
  const answers = { 'PUT /email-changes/t': refusal(503, 'unavailable') };
  page = await openWebPage('/confirm-email?token=t', answers);
  await press('Confirm the new address');
  await until(() => expect(byRole('alert').textContent).toMatch(/^The server cannot do that right now/));
  answers['PUT /email-changes/t'] = new Response(null, { status: 204 });
  await press('Confirm the new address');
  await until(() => byRole('heading', 'Your new address is confirmed'));
});

it('a deleted account comes back, and the next step is to sign in', async () => {
  page = await openWebPage('/restore-account?token=t', {
    'PUT /account-restorations/t': new Response(null, { status: 204 }),
  });
  await press('Restore the account');
  await until(() => byRole('heading', 'Welcome back'));
  expect(byRole('main').querySelector('a')?.getAttribute('href')).toBe('/sign-in');
});

it('a page that needs a link from a letter says so to whoever has none, and where to go', async () => {
  page = await openWebPage('/restore-account', {});
  await until(() => expect(byRole('main').textContent).toContain('This page needs the link from our letter.'));
  expect(byRole('main').querySelector('a')?.getAttribute('href')).toBe('/sign-in');
});

it('asking for a new password says the same whether or not there is an account', async () => {
  page = await openWebPage('/forgot-password', { 'POST /password-resets': new Response(null, { status: 202 }) });
  await fill('E-mail', 'nobody');
  await press('Send the letter');
  await until(() => expect(problemOf('E-mail')).toBe('This is not an e-mail address.'));
  await fill('E-mail', 'nobody@example.org');
  await press('Send the letter');
  await until(() => expect(byRole('status').textContent).toMatch(/^If there is an account with this address/));
});

it('a new password that is too common says so at its field; a better one leads to signing in', async () => {
  const answers = { 'PUT /password-resets/t': refusal(400, 'password_too_common') };
  page = await openWebPage('/reset-password?token=t', answers);
  await fill('New password', 'password1');
  await press('Save the new password');
  await until(() => expect(problemOf('New password')).toMatch(/^This password is among the commonest/));
  expect(fieldCalled('New password').value).toBe('password1');
  answers['PUT /password-resets/t'] = new Response(null, { status: 204 });
  await fill('New password', 'a much longer one');
  await press('Save the new password');
  await until(() => byRole('heading', 'Your password is changed'));
});

it.each([true, false])(
  'stream keys and passkeys are taken back with a new password, unless the box is emptied: %s',
  async (stays) => {
    page = await openWebPage('/reset-password?token=t', {
      'PUT /password-resets/t': new Response(null, { status: 204 }),
    });
    await fill('New password', 'a much longer one');
    const box = byRole('checkbox', 'Also take back my stream keys and passkeys: somebody else may have made them');
    if (!stays && box instanceof HTMLInputElement) await act(async () => box.click());
    await press('Save the new password');
    await until(() => byRole('heading', 'Your password is changed'));
    const body = { password: 'a much longer one', removeOtherWaysIn: stays };
    expect(page.sent).toContainEqual({ call: 'PUT /password-resets/t', body });
  },
);

it('a link to a new password that is too old leads to a new letter', async () => {
  page = await openWebPage('/reset-password?token=t', { 'PUT /password-resets/t': refusal(404, 'link_wrong') });
  await fill('New password', 'a much longer one');
  await press('Save the new password');
  await press('Ask for a new letter', 'link');
  await until(() => byRole('heading', 'Forgot your password?'));
});

it.each([
  ['/setup?token=t', { 'GET /setup': { needed: true } }, 'Create the station', { token: 't' }],
  ['/register?invitation=i', { 'GET /registration': { mode: 'invitation' } }, 'Make the account', { invitation: 'i' }],
  ['/reset-password?token=t', {}, 'Save the new password', { token: 't' }],
])(
  '%s stays in the address no longer than it takes to read it, and works after a reload',
  async (path, answers, button, kept) => {
    page = await openWebPage(path, answers);
    await until(() => byRole('button', button));
    const [pathname = ''] = path.split('?');
    expect(page.address()).toBe(pathname);
    expect(page.historyState()).toEqual(kept);
    await page.close();
    page = await openWebPage({ pathname, state: kept }, answers);
    await until(() => byRole('button', button));
  },
);
