import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listenTo, shareOfTone } from './testing/audio-listener.ts';
import { launchBrowser } from './testing/browser.ts';
import { ADMIN, type ServerProcess, startServer } from './testing/built-server.ts';
import { type DjTool, startDjTool } from './testing/dj-tool.ts';
import { words } from './testing/page-words.ts';
import { openVisitor, type WebVisitor } from './testing/web-visitor.ts';

const TONE_HZ = 1_000;
/** About four seconds at 128 kbps. */
const ENOUGH_BYTES = 64_000;
const STEP_MS = 30_000;

let server: ServerProcess;
let browser: Browser;
let member: WebVisitor;
const tools: DjTool[] = [];
/** What the page tells ffmpeg besides the address. */
let toolOptions: readonly string[] = [];
beforeEach(async () => {
  server = await startServer({ LIVESTREAMER_AUDIO_GRACE_MS: '0' });
  browser = await launchBrowser();
  member = await openVisitor(browser, server);
});
afterEach(async () => {
  for (const tool of tools.splice(0)) tool.stop();
  await browser.close();
  await server.dispose();
});

it('a second factor guards the account, and a stream key is the one way in for a DJ tool until it is revoked', async () => {
  await member.enters(ADMIN);
  await member.isSignedIn(ADMIN.username);
  await signsInByCodes(await turnsTheSecondFactorOn());

  const address = await makesAKey();
  await isRefused(withPassword(address));
  const tool = send(address);
  await isHeard();
  await revokesTheKey();
  await tool.ended();
  await isOffAir();
  await isRefused(address);
  const secrets = ['TOTP secret', 'password', 'recovery code', 'session cookie', 'stream key'];
  expect(server.secrets.names()).toEqual(secrets);
});

interface Codes {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** What an authenticator app shows for the secret, some steps from now. */
const codeOf = (secret: string, steps: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS });

const turnsTheSecondFactorOn = async (): Promise<Codes> => {
  await member.open('/settings');
  const factor = member.section('factor.heading');
  await factor.reads('factor.off');
  await factor.press('factor.turnOn');
  await factor.fill('settings.currentPassword', ADMIN.password);
  await factor.press('settings.next');
  const [secret = ''] = await factor.codes();
  await factor.fill('factor.code', codeOf(secret, 0));
  await factor.press('factor.confirm');
  await factor.reads('factor.codesText');
  const recoveryCodes = await factor.place.getByRole('listitem').allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  await factor.press('factor.kept');
  await factor.reads('factor.on_other', { count: '10' });
  await server.mailbox.notice(ADMIN.email, /second factor .* is on/);
  return { secret, recoveryCodes };
};

/** A code of the app, then recovery codes; each is good once. */
const signsInByCodes = async ({ secret, recoveryCodes: [first = '', second = ''] }: Codes): Promise<void> => {
  const next = codeOf(secret, 1);
  for (const [usedBefore, code] of [
    [null, next],
    [next, first],
    [first, second],
  ] as const) {
    await member.signOut(ADMIN.username);
    await member.enters(ADMIN);
    if (usedBefore !== null) {
      await typesCode(usedBefore);
      await member.reads('errors.second_factor_wrong');
    }
    await typesCode(code);
    await member.isSignedIn(ADMIN.username);
  }
  await member.open('/settings');
  await member.reads('factor.on_other', { count: '8' });
};

/** The page asks for it once the password was right. */
const typesCode = async (code: string): Promise<void> => {
  await member.fill('factor.code', code);
  await member.press('account.signIn');
};

/** Gives the address for ffmpeg, as the page shows it. */
const makesAKey = async (): Promise<string> => {
  const keys = member.section('keys.heading');
  await keys.reads('keys.empty');
  await keys.fill('keys.name', 'Booth');
  await keys.fill('settings.currentPassword', ADMIN.password);
  await keys.press('keys.make');
  const [key = '', command = ''] = await keys.codes();
  const address = /icecast:\/\/[^"\s]+/.exec(command)?.[0] ?? '';
  toolOptions = command.includes('-tls 1') ? ['-tls', '1'] : [];
  expect(address).toContain(key);
  await keys.press('keys.kept');
  await keys.place.getByText(key).waitFor({ state: 'detached' });
  await keys.reads('keys.unused');
  return address;
};

const revokesTheKey = async (): Promise<void> => {
  await member.open('/settings');
  const keys = member.section('keys.heading');
  await keys.place.getByText(words('keys.used', { time: '' })).waitFor();
  await keys.press('keys.revoke');
  await keys.press('keys.revokeSure');
  await keys.reads('keys.empty');
};

const send = (address: string): DjTool => {
  const tool = startDjTool({ address, hz: TONE_HZ, options: toolOptions });
  tools.push(tool);
  return tool;
};

const withPassword = (address: string): string => {
  const url = new URL(address);
  url.password = ADMIN.password;
  return url.href;
};

const isRefused = async (address: string): Promise<void> => {
  expect(await send(address).ended()).toContain('401');
};

const isHeard = async (): Promise<void> => {
  const listener = await vi.waitFor(() => listenTo(server.port), { timeout: 20_000, interval: 50 });
  await vi.waitUntil(() => listener.audio().length > ENOUGH_BYTES, { timeout: 60_000 });
  listener.close();
  expect(await shareOfTone(listener.audio(), TONE_HZ)).toBeGreaterThan(0.5);
};

const isOffAir = (): Promise<void> =>
  vi.waitFor(() => expect(listenTo(server.port)).rejects.toThrow('404'), { timeout: 20_000, interval: 50 });
