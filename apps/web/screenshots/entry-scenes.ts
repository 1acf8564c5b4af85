import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

const NOTHING = { stations: [] } as const;
const ACCEPTED = { status: 202 } as const;
const DONE = { status: 204 } as const;

const pressMain = (page: Page): Promise<void> => page.locator('main').getByRole('button').first().click();

const signIn = async (page: Page): Promise<void> => {
  await page.getByLabel('Username or e-mail').fill('marlene');
  await page.getByLabel('Password', { exact: true }).fill('a long enough one');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

const sendLetter = async (page: Page): Promise<void> => {
  await page.getByLabel('E-mail').fill('marlene@example.org');
  await page.getByRole('button', { name: 'Send the letter' }).click();
};

const savePassword = async (page: Page): Promise<void> => {
  await page.getByLabel('New password', { exact: true }).fill('a long enough one');
  await page.getByRole('button', { name: 'Save the new password' }).click();
};

const refused = (name: string, code: 'account_banned' | 'account_deleted' | 'too_many_requests'): Scene => ({
  name,
  path: '/sign-in',
  ...NOTHING,
  replies: { 'POST /sessions': code },
  act: signIn,
});

/** The ends of the ways in: what is refused, what is sent, what is done, what is too old. */
export const ENTRY_SCENES: readonly Scene[] = [
  {
    name: 'register-closed',
    path: '/register',
    ...NOTHING,
    replies: { 'GET /registration': { status: 200, json: { mode: 'closed' } } },
  },
  {
    name: 'register-problems',
    path: '/register',
    ...NOTHING,
    replies: { 'GET /registration': { status: 200, json: { mode: 'open' } } },
    act: (page) => page.getByRole('button', { name: 'Make the account' }).click(),
  },
  {
    name: 'register-ru',
    path: '/register?invitation=i',
    ...NOTHING,
    language: 'ru',
    replies: { 'GET /registration': { status: 200, json: { mode: 'invitation' } } },
  },
  refused('sign-in-banned', 'account_banned'),
  refused('sign-in-deleted', 'account_deleted'),
  refused('sign-in-too-often', 'too_many_requests'),
  {
    name: 'sign-in-code-wrong',
    path: '/sign-in',
    ...NOTHING,
    replies: { 'POST /sessions': 'second_factor_needed' },
    act: async (page) => {
      await signIn(page);
      await page.route('**/api/v1/sessions', (route) =>
        route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          json: { type: 'about:blank', title: '', status: 401, code: 'second_factor_wrong', message: '', id: 'r1' },
        }),
      );
      await page.getByLabel('Code', { exact: true }).fill('000000');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    },
  },
  {
    name: 'forgot-password-sent',
    path: '/forgot-password',
    ...NOTHING,
    replies: { 'POST /password-resets': ACCEPTED },
    act: sendLetter,
  },
  {
    name: 'reset-password-stale',
    path: '/reset-password?token=t',
    ...NOTHING,
    replies: { 'PUT /password-resets/t': 'link_wrong' },
    act: savePassword,
  },
  {
    name: 'reset-password-done',
    path: '/reset-password?token=t',
    ...NOTHING,
    replies: { 'PUT /password-resets/t': DONE },
    act: savePassword,
  },
  { name: 'link-confirm-again', path: '/confirm-account', ...NOTHING },
  { name: 'link-email', path: '/confirm-email?token=t', ...NOTHING },
  {
    name: 'link-email-stale',
    path: '/confirm-email?token=t',
    ...NOTHING,
    replies: { 'PUT /email-changes/t': 'link_wrong' },
    act: pressMain,
  },
  { name: 'link-restore', path: '/restore-account?token=t', ...NOTHING },
  { name: 'link-missing', path: '/restore-account', ...NOTHING },
];
