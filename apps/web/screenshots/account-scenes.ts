import type { Account } from '@livestreamer/contracts';
import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

const MEMBER: Account = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['broadcaster'],
  permissions: ['station.broadcast'],
};
const THEN = '2026-11-20T20:15:00.000Z';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const device = { device: FIREFOX, address: '192.0.2.7', signedInAt: THEN, lastUsedAt: THEN };
const ID = '0193a1b2-0000-7000-8000-00000000000';

const SETTINGS = {
  path: '/settings',
  stations: [],
  account: MEMBER,
  whole: true,
  replies: {
    'GET /account/sessions': {
      status: 200,
      json: {
        items: [
          { ...device, id: `${ID}1`, current: true },
          { ...device, id: `${ID}2`, device: null, current: false },
        ],
      },
    },
    'GET /account/second-factor': { status: 200, json: { on: false, recoveryCodesLeft: 0 } },
    'POST /account/second-factor': {
      status: 200,
      json: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/LiveStreamer:marlene?secret=JBSWY3DPEHPK3PXP' },
    },
    'PUT /account/second-factor': {
      status: 200,
      json: {
        recoveryCodes: [
          'K7FM-29QD-WXA8-99ZB-C3DE-5HJN',
          'X3PA-77RT-4MKQ-B2YU-ZZ6S-8GVW',
          'B9WN-34ZS-P7LK-NC5D-2QXR-TTHA',
          'H2VC-85LY-9SMP-QE4W-JK3B-N6FU',
        ],
      },
    },
    'GET /account/passkeys': { status: 200, json: { items: [] } },
    'GET /account/stream-keys': {
      status: 200,
      json: { items: [{ id: `${ID}3`, name: 'Mixxx at home', createdAt: THEN, lastUsedAt: null }] },
    },
    'POST /account/stream-keys': {
      status: 201,
      json: {
        id: `${ID}4`,
        name: 'butt',
        createdAt: THEN,
        lastUsedAt: null,
        key: 'lsk_3Jq9ZbV0xWmT7cRkY2uPaE5hN8dLsG1o',
      },
    },
  },
} as const;

const REGISTER = {
  path: '/register',
  stations: [],
  replies: { 'GET /registration': { status: 200, json: { mode: 'open' } }, 'POST /accounts': { status: 202 } },
} as const;

const register = async (page: Page): Promise<void> => {
  await page.getByLabel('Username').fill('marlene');
  await page.getByLabel('E-mail').fill('marlene@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long enough one');
  await page.getByRole('button', { name: 'Make the account' }).click();
};

const signIn = async (page: Page): Promise<void> => {
  await page.getByLabel('Username or e-mail').fill('marlene');
  await page.getByLabel('Password', { exact: true }).fill('a long enough one');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

const scanCode = async (page: Page): Promise<void> => {
  const section = page.getByRole('region', { name: 'Second factor' });
  await section.getByRole('button', { name: 'Turn on' }).click();
  await section.getByLabel('Current password').fill('a long enough one');
  await section.getByRole('button', { name: 'Continue' }).click();
  await section.getByRole('img').scrollIntoViewIfNeeded();
};

const pressMain = (page: Page): Promise<void> => page.locator('main').getByRole('button').first().click();

/** Making an account, coming back to it, and its settings. */
export const ACCOUNT_SCENES: readonly Scene[] = [
  { name: 'register', ...REGISTER },
  { name: 'register-sent', ...REGISTER, act: register },
  {
    name: 'register-taken',
    ...REGISTER,
    replies: { ...REGISTER.replies, 'POST /accounts': 'username_taken' },
    act: register,
  },
  {
    name: 'register-invitation',
    ...REGISTER,
    replies: { 'GET /registration': { status: 200, json: { mode: 'invitation' } } },
  },
  {
    name: 'sign-in-code',
    path: '/sign-in',
    stations: [],
    replies: { 'POST /sessions': 'second_factor_needed' },
    act: signIn,
  },
  {
    name: 'sign-in-unconfirmed',
    path: '/sign-in',
    stations: [],
    replies: { 'POST /sessions': 'account_unconfirmed' },
    act: signIn,
  },
  { name: 'forgot-password', path: '/forgot-password', stations: [] },
  { name: 'reset-password', path: '/reset-password?token=t', stations: [] },
  { name: 'link-confirm', path: '/confirm-account?token=t', stations: [] },
  {
    name: 'link-stale',
    path: '/confirm-account?token=t',
    stations: [],
    replies: { 'PUT /accounts/confirmations/t': 'link_wrong' },
    act: pressMain,
  },
  {
    name: 'link-done',
    path: '/restore-account?token=t',
    stations: [],
    replies: { 'PUT /account-restorations/t': { status: 204 } },
    act: pressMain,
  },
  { name: 'settings', ...SETTINGS },
  { name: 'settings-factor', ...SETTINGS, act: scanCode },
  {
    name: 'settings-codes',
    ...SETTINGS,
    act: async (page) => {
      await scanCode(page);
      await page.getByLabel('Code', { exact: true }).fill('123456');
      await page.getByRole('button', { name: 'Confirm the code' }).click();
      await page.getByRole('list', { name: 'Recovery codes' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-key',
    ...SETTINGS,
    act: async (page) => {
      await page.getByLabel('Name of the new key').fill('butt');
      const section = page.getByRole('region', { name: 'Stream keys' });
      await section.getByLabel('Current password').fill('a long enough one');
      await section.getByRole('button', { name: 'Make a stream key' }).click();
      await page.getByRole('button', { name: 'I kept it' }).scrollIntoViewIfNeeded();
    },
  },
];
