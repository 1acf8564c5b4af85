import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { words } from './testing/page-words.ts';
import { openVisitor, type WebVisitor } from './testing/web-visitor.ts';

const USERNAME = 'zoë';
const EMAIL = 'zoe@radio.example';
const NEW_EMAIL = 'zoe@club.example';
const FIRST = { username: USERNAME, password: 'first "secret" of zoë' };
const SECOND = { username: USERNAME, password: 'second: secret/of+zoë' };

let server: ServerProcess;
let browser: Browser;
let admin: WebVisitor;
let laptop: WebVisitor;
let phone: WebVisitor;
beforeEach(async () => {
  server = await startServer();
  browser = await launchBrowser();
  admin = await openVisitor(browser, server);
  laptop = await openVisitor(browser, server);
  phone = await openVisitor(browser, server);
});
afterEach(async () => {
  await browser.close();
  await server.dispose();
});

it('a visitor becomes a member, forgets the password, moves to another address, leaves and comes back', async () => {
  await opensRegistration();
  await registers();
  await confirms();
  await forgetsThePassword();
  await changesTheAddress();
  await leaves();
  await comesBack();
  expect(server.mailbox.unread()).toBe(0);
  expect(server.secrets.names()).toEqual(['password', 'session cookie', 'token']);
});

const opensRegistration = async (): Promise<void> => {
  await admin.enters(ADMIN);
  await admin.isSignedIn(ADMIN.username);
  await admin.open('/admin/settings');
  await admin.page.getByRole('radio', { name: words('admin.settings.invitationText') }).click();
  await admin.reads('settings.saved');
  await laptop.open('/register');
  await laptop.reads('register.invitation');
  await admin.open('/admin/settings');
  await admin.page.getByRole('radio', { name: words('admin.settings.openText') }).click();
  await admin.reads('settings.saved');
};

const registers = async (): Promise<void> => {
  await laptop.open('/register');
  await laptop.fill('setUp.username', USERNAME);
  await laptop.fill('setUp.email', EMAIL);
  await laptop.fill('account.password', FIRST.password);
  await laptop.press('register.submit');
  await laptop.reads('register.sent');
  await laptop.reads('register.sentText', { email: EMAIL });
  await server.mailbox.link(EMAIL, 'confirm-account');
};

/** Signing in is refused until then; the letter was lost, so another one is asked for. */
const confirms = async (): Promise<void> => {
  await laptop.enters(FIRST);
  await laptop.reads('errors.account_unconfirmed');
  await laptop.follow('letters.again');
  await laptop.fill('setUp.email', EMAIL);
  await laptop.press('letters.send');
  await laptop.reads('letters.confirmationSent');

  const link = await server.mailbox.link(EMAIL, 'confirm-account');
  await laptop.open(link);
  await laptop.press('links.confirmSubmit');
  await laptop.reads('links.confirmDone');
  await laptop.enters(FIRST);
  await laptop.isSignedIn(USERNAME);

  await laptop.open(link);
  await laptop.press('links.confirmSubmit');
  await laptop.reads('links.stale');
};

/** On the phone; the laptop is signed out by that. */
const forgetsThePassword = async (): Promise<void> => {
  await phone.enters(SECOND);
  await phone.reads('errors.wrong_credentials');
  await phone.follow('forgot.link');
  await phone.fill('setUp.email', EMAIL.toUpperCase());
  await phone.press('letters.send');
  await phone.reads('letters.resetSent');
  await phone.open(await server.mailbox.link(EMAIL, 'reset-password'));
  await phone.fill('reset.password', SECOND.password);
  await phone.press('reset.submit');
  await phone.reads('reset.done');
  await server.mailbox.notice(EMAIL, /password .* was changed/);

  await laptop.isSignedOut();
  await laptop.enters(FIRST);
  await laptop.reads('errors.wrong_credentials');
  await laptop.enters(SECOND);
  await laptop.isSignedIn(USERNAME);
  await phone.enters(SECOND);
  await phone.isSignedIn(USERNAME);
};

const changesTheAddress = async (): Promise<void> => {
  await laptop.open('/settings');
  const profile = laptop.section('settings.profile');
  await profile.reads('settings.emailNow', { email: EMAIL });
  await profile.fill('settings.newEmail', NEW_EMAIL);
  await profile.fill('settings.currentPassword', SECOND.password);
  await profile.press('settings.changeEmail');
  await profile.reads('settings.emailWaiting', { email: NEW_EMAIL });
  await server.mailbox.notice(EMAIL, /is getting another address/);
  await laptop.open(await server.mailbox.link(NEW_EMAIL, 'change-email'));
  await laptop.press('links.emailSubmit');
  await laptop.reads('links.emailDone');
  await laptop.follow('links.toSettings');
  await profile.reads('settings.emailNow', { email: NEW_EMAIL });
};

const leaves = async (): Promise<void> => {
  const deletion = laptop.section('deletion.heading');
  await deletion.fill('settings.currentPassword', FIRST.password);
  await deletion.press('deletion.submit');
  await deletion.reads('errors.wrong_password');
  await deletion.fill('settings.currentPassword', SECOND.password);
  await deletion.press('deletion.submit');
  await laptop.reads('deletion.done');

  await phone.isSignedOut();
  await adminSees('deleted');
  for (const login of [USERNAME, NEW_EMAIL]) {
    await laptop.enters({ username: login, password: SECOND.password });
    await laptop.reads('errors.account_deleted');
  }
};

const comesBack = async (): Promise<void> => {
  await laptop.open(await server.mailbox.link(NEW_EMAIL, 'restore-account'));
  await laptop.press('links.restoreSubmit');
  await laptop.reads('links.restoreDone');
  await laptop.enters({ username: NEW_EMAIL, password: SECOND.password });
  await laptop.isSignedIn(USERNAME);
  await adminSees('active');
  await phone.isSignedOut();
};

const adminSees = async (state: 'active' | 'deleted'): Promise<void> => {
  await admin.open('/admin/accounts');
  const row = admin.page.getByRole('listitem').filter({ hasText: USERNAME });
  await row.getByText(words(`admin.state.${state}`)).waitFor();
};
