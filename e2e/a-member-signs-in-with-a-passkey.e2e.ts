import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { openVisitor } from './testing/web-visitor.ts';

let server: ServerProcess;
let browser: Browser;
beforeEach(async () => {
  server = await startServer({ LIVESTREAMER_LOG_FORMAT: 'pretty' });
  browser = await launchBrowser();
});
afterEach(async () => {
  await browser.close();
  await server.dispose();
});

/** A laptop's own authenticator, whose owner is there and shows a finger whenever it asks (Chrome DevTools Protocol, WebAuthn). */
const addAuthenticator = async (page: Page): Promise<void> => {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

it('a member adds a passkey, signs in with nothing else, and removes it: then it opens nothing', async () => {
  const member = await openVisitor(browser, server);
  await addAuthenticator(member.page);
  await member.enters(ADMIN);
  await member.isSignedIn(ADMIN.username);

  await member.open('/settings');
  const passkeys = member.section('passkeys.heading');
  await passkeys.reads('passkeys.empty');
  await passkeys.press('passkeys.add');
  await passkeys.fill('settings.currentPassword', ADMIN.password);
  await passkeys.press('settings.next');
  await passkeys.reads('keys.unused');
  await server.mailbox.notice(ADMIN.email, /has a new passkey/);
  await member.signOut(ADMIN.username);
  await member.isSignedOut();

  await member.follow('account.signIn');
  await member.press('passkeys.signIn');
  await member.isSignedIn(ADMIN.username);
  await passkeys.press('passkeys.remove');
  await passkeys.press('passkeys.removeSure');
  await passkeys.reads('passkeys.empty');
  await member.signOut(ADMIN.username);

  await member.open('/sign-in');
  await member.press('passkeys.signIn');
  await member.reads('errors.passkey_wrong');
  await member.isSignedOut();
  expect(server.secrets.names()).toEqual(['passkey ceremony', 'passkey challenge', 'password', 'session cookie']);
});
