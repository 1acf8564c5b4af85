// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { press as pressAnywhere, until } from '../testing/person.ts';
import { type Answers, openWebPage, refusal, type WebPage } from '../testing/web-rig.tsx';

const ACCOUNT = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['broadcaster'],
  permissions: ['station.broadcast'],
};
const THEN = '2026-11-20T20:15:00.000Z';
const KITCHEN = '0193a1b2-0000-7000-8000-000000000002';
const device = { device: 'Firefox on Linux', address: '192.0.2.7', signedInAt: THEN, lastUsedAt: THEN };
const HERE = { ...device, id: '0193a1b2-0000-7000-8000-000000000001', current: true };
const THERE = { ...device, id: KITCHEN, device: 'Safari on iOS', current: false };
const DONE = new Response(null, { status: 204 });

/** A signed-in account that has nothing but this device. */
const answersWith = (over: Answers = {}): Answers => ({
  'GET /account': ACCOUNT,
  'GET /account/sessions': { items: [HERE] },
  'GET /account/second-factor': { on: false, recoveryCodesLeft: 0 },
  'GET /account/passkeys': { items: [] },
  'GET /account/stream-keys': { items: [] },
  ...over,
});

let page: WebPage;
afterEach(() => page.close());

const section = (heading: string): Element => {
  const found = byRole('heading', heading).closest('section');
  if (!found) throw new Error(`${heading} heads no section.`);
  return found;
};

const press = async (heading: string, name: string): Promise<void> => {
  const find = () => allByRole('button', name).find((button) => section(heading).contains(button));
  await until(() => expect(find()).toBeInstanceOf(HTMLElement));
  const button = find();
  if (button instanceof HTMLElement) await act(async () => button.click());
};

const field = (heading: string, caption: string): HTMLInputElement => {
  const label = [...section(heading).querySelectorAll('label')].find(({ textContent }) => textContent === caption);
  const input = document.getElementById(label?.htmlFor ?? '');
  if (!(input instanceof HTMLInputElement)) throw new Error(`No field of ${heading} is called ${caption}.`);
  return input;
};

const fill = async (place: readonly [heading: string, caption: string], text: string): Promise<void> => {
  await until(() => field(...place));
  const input = field(...place);
  await act(async () => {
    Reflect.set(HTMLInputElement.prototype, 'value', text, input); // by the element's own setter: React watches the other
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};

const says = (heading: string, words: string | RegExp) =>
  until(() => expect(section(heading).textContent).toMatch(words));

it('a visitor is asked to sign in before there are settings', async () => {
  page = await openWebPage('/settings', {});
  await until(() => expect(document.body.textContent).toContain('Sign in to see your settings.'));
  expect(allByRole('heading', 'Devices')).toHaveLength(0);
});

it('whoever was signed out elsewhere is asked to sign in with the first answer that says so', async () => {
  const answers = answersWith({ 'PUT /account/username': refusal(401, 'not_signed_in') });
  page = await openWebPage('/settings', answers);
  await fill(['Profile', 'Username'], 'zoe');
  await press('Profile', 'Save the username');
  await until(() => expect(document.body.textContent).toContain('Sign in to see your settings.'));
});

it('a username that is taken is said at its field', async () => {
  page = await openWebPage('/settings', answersWith({ 'PUT /account/username': refusal(409, 'username_taken') }));
  await fill(['Profile', 'Username'], 'zoe');
  await press('Profile', 'Save the username');
  await says('Profile', 'This username is taken.');
  expect(field('Profile', 'Username').getAttribute('aria-invalid')).toBe('true');
});

it('a new e-mail address waits for its confirmation, and the old one still counts', async () => {
  page = await openWebPage(
    '/settings',
    answersWith({ 'POST /account/email-changes': new Response(null, { status: 202 }) }),
  );
  await fill(['Profile', 'New e-mail address'], 'new@example.org');
  await fill(['Profile', 'Current password'], 'a long enough one');
  await press('Profile', 'Change the address');
  await says('Profile', 'Waiting for confirmation: open the link in the letter to new@example.org.');
  await says('Profile', 'Your address now: marlene@example.org');
});

it('a wrong current password is said at its field, and nothing else is lost', async () => {
  page = await openWebPage('/settings', answersWith({ 'PUT /account/password': refusal(401, 'wrong_credentials') }));
  await fill(['Password', 'Current password'], 'not this one');
  await fill(['Password', 'New password'], 'a longer one than before');
  await press('Password', 'Change the password');
  await says('Password', 'The password is wrong.');
  expect(field('Password', 'New password').value).toBe('a longer one than before');
});

it('another device is signed out by a second press, and leaves the list', async () => {
  const answers = answersWith({ 'GET /account/sessions': { items: [HERE, THERE] } });
  page = await openWebPage('/settings', answers);
  await says('Devices', 'This device');
  await press('Devices', 'Sign out');
  expect(section('Devices').textContent).toContain('Safari on iOS');
  answers[`DELETE /account/sessions/${KITCHEN}`] = DONE;
  answers['GET /account/sessions'] = { items: [HERE] };
  await press('Devices', 'Really sign it out?');
  await until(() => expect(section('Devices').textContent).not.toContain('Safari on iOS'));
  expect(allByRole('button', 'Sign out everywhere else')).toHaveLength(0);
});

it('a list that did not come says so, and comes when it is asked for again', async () => {
  const answers = answersWith({ 'GET /account/stream-keys': refusal(503, 'unavailable') });
  page = await openWebPage('/settings', answers);
  await says('Stream keys', 'The server cannot do that right now.');
  answers['GET /account/stream-keys'] = { items: [] };
  await press('Stream keys', 'Try again');
  await says('Stream keys', 'No stream key yet.');
});

it('the second factor is on after a code from the app, and its recovery codes are shown once', async () => {
  const answers = answersWith({
    'POST /account/second-factor': { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' },
    'PUT /account/second-factor': refusal(401, 'second_factor_wrong'),
  });
  page = await openWebPage('/settings', answers);
  await press('Second factor', 'Turn on');
  await fill(['Second factor', 'Current password'], 'a long enough one');
  await press('Second factor', 'Continue');
  await says('Second factor', 'JBSWY3DPEHPK3PXP');
  await fill(['Second factor', 'Code'], '000000');
  await press('Second factor', 'Confirm the code');
  await says('Second factor', 'This code is not right');
  answers['PUT /account/second-factor'] = { recoveryCodes: ['k7fm-29qd', 'x3pa-77rt'] };
  answers['GET /account/second-factor'] = { on: true, recoveryCodesLeft: 2 };
  await press('Second factor', 'Confirm the code');
  await says('Second factor', /k7fm-29qd.*x3pa-77rt/);
  await press('Second factor', 'I kept them');
  await says('Second factor', 'The second factor is on. 2 recovery codes are left.');
  expect(document.body.textContent).not.toContain('k7fm-29qd');
});

it('a stream key is shown once, with what to enter where', async () => {
  const made = { id: KITCHEN, name: 'butt', createdAt: THEN, lastUsedAt: null };
  const answers = answersWith({
    'POST /account/stream-keys': Response.json({ ...made, key: 'lsk_1' }, { status: 201 }),
  });
  page = await openWebPage('/settings', answers);
  await fill(['Stream keys', 'Name of the new key'], 'butt');
  await fill(['Stream keys', 'Current password'], 'a long enough one');
  answers['GET /account/stream-keys'] = { items: [made] };
  await press('Stream keys', 'Make a stream key');
  await says('Stream keys', /Server: club\s+Port: 8000\s+Mount: \/stream\s+User: marlene/);
  await says('Stream keys', 'icecast://marlene:lsk_1@club:8000/stream');
  await page.goTo('/archive');
  await until(() => byRole('heading', 'Have you kept it?'));
  expect(page.address()).toBe('/settings');
  await pressAnywhere('Stay here');
  await until(() => expect(document.body.textContent).not.toContain('Have you kept it?'));
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  await press('Stream keys', 'I kept it');
  expect(document.body.textContent).not.toContain('lsk_1');
  const later = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(later);
  expect(later.defaultPrevented).toBe(false);
  await says('Stream keys', 'Never used');
});

it('the last admin cannot delete the account, and reads why', async () => {
  page = await openWebPage('/settings', answersWith({ 'POST /account/deletion': refusal(409, 'last_admin') }));
  await fill(['Delete the account', 'Current password'], 'a long enough one');
  await press('Delete the account', 'Delete my account');
  await says('Delete the account', 'The last admin must stay');
});

it('a deleted account is signed out and reads how it comes back', async () => {
  page = await openWebPage('/settings', answersWith({ 'POST /account/deletion': DONE }));
  await fill(['Delete the account', 'Current password'], 'a long enough one');
  await press('Delete the account', 'Delete my account');
  await until(() => byRole('heading', 'Your account is deleted'));
  expect(document.body.textContent).toContain('For 30 days');
  byRole('link', 'Sign in');
});
