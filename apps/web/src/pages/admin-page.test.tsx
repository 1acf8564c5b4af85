// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { until } from '../testing/person.ts';
import { openWebPage, refusal, type WebPage } from '../testing/web-rig.tsx';

const THEN = '2026-11-20T20:15:00.000Z';
const ADA = {
  id: 'a1',
  username: 'ada',
  email: 'ada@example.org',
  pendingEmail: null,
  language: 'en',
  roles: [],
  permissions: ['account.manage'],
};
const ZOE = { id: 'a2', username: 'Zoë', email: 'zoe@example.org', state: 'active', roles: ['broadcaster'] };
const ACCOUNTS = { items: [{ ...ZOE, createdAt: THEN, secondFactor: false, ban: null, deletedAt: null }], next: null };

let page: WebPage;
afterEach(() => page.close());

const press = async (name: string): Promise<void> => {
  await until(() => byRole('button', name));
  await act(async () => byRole('button', name).click());
};

it('shows the sections and the acts that the person may use, and no others', async () => {
  page = await openWebPage('/admin', { 'GET /account': ADA, 'GET /admin/accounts': ACCOUNTS });
  await until(() => byRole('button', 'Ban'));
  byRole('heading', 'Accounts');
  expect(allByRole('link', 'Audit log')).toEqual([]);
  expect(allByRole('button', 'Roles')).toEqual([]);
});

it('asks before it deletes an account, and says why the server would not', async () => {
  page = await openWebPage('/admin/accounts', {
    'GET /account': ADA,
    'GET /admin/accounts': ACCOUNTS,
    'DELETE /admin/accounts/a2': refusal(409, 'last_admin'),
  });
  await press('Delete');
  await press('Really delete Zoë?');
  await until(() => expect(byRole('alert').textContent).toMatch(/^The last admin must stay/));
});

it('says that it is not for those who keep no order', async () => {
  page = await openWebPage('/admin', { 'GET /account': { ...ADA, permissions: [] } });
  await until(() => byRole('heading', 'Administration'));
});

it('shows a letter where none of its scripts can run', async () => {
  const letter = { id: 'l1', to: 'zoe@example.org', subject: 'Hello', text: 'Hi', html: '<p>Hi</p>', at: THEN };
  page = await openWebPage('/admin/letters', {
    'GET /account': { ...ADA, permissions: ['server.manage'] },
    'GET /admin/letters': { items: [letter] },
  });
  await press('Open');
  const sandbox = document.querySelector('iframe')?.getAttribute('sandbox');
  expect(sandbox).not.toBeNull();
  expect(sandbox).not.toMatch(/allow-scripts|allow-same-origin/);
});
