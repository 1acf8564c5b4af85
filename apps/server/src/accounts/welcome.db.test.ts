import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { insertBan } from './account-standing-store.ts';
import { updatePasswordHash } from './own-account/account-change-store.ts';
import { markDeleted } from './own-account/account-deletion-store.ts';
import { codeOf, openPeopleRig, PASSWORD, type PeopleRig } from './people-rig.ts';
import { createPasswordSignIn, type Entrant, type PasswordSignIn } from './sign-in.ts';
import { createWelcome, type Welcome } from './welcome.ts';

const NEXT = 'battery staple';
let rig: PeopleRig;
let zoe: string;
let signIn: PasswordSignIn['signIn'];
let welcome: Welcome;
let isFactorOn: boolean;
beforeEach(async () => {
  rig = await openPeopleRig();
  zoe = await rig.makeAccount('zoe');
  isFactorOn = false;
  const limits = { take: async () => undefined, forget: async () => undefined, giveBack: async () => undefined };
  const secondFactor = { isOn: async () => isFactorOn, check: async () => undefined };
  ({ signIn } = createPasswordSignIn({ ...rig, secondFactor, limits }));
  welcome = createWelcome(rig);
});
afterEach(() => rig.close());

/** Whoever has shown the password and is not in yet. */
const atTheDoor = (): Promise<Entrant> => signIn({ login: 'zoe', password: PASSWORD, address: '192.0.2.1' });
const enter = (entrant: Entrant): Promise<string> =>
  codeOf(
    welcome(entrant, {
      caller: null,
      address: '192.0.2.1',
      host: 'radio.example',
      cookieHeader: null,
      userAgent: null,
      setCookie: () => undefined,
    }),
  );
const sessions = () => rig.sessions.listOf(zoe, null);

test('whoever is at the door with the right password comes in', async () => {
  expect(await enter(await atTheDoor())).toBe('done');
  expect(await sessions()).toHaveLength(1);
});

test.each<[string, string, () => Promise<unknown>]>([
  [
    'a reset',
    'wrong_credentials',
    async () => {
      await rig.passwordReset.request('zoe@radio.example');
      await rig.resetPassword(rig.tokenTo('reset-password'), NEXT);
    },
  ],
  [
    'a new password',
    'wrong_credentials',
    () => rig.ownAccount.changePassword(zoe, { currentPassword: PASSWORD, password: NEXT, cookieHeader: null }),
  ],
  [
    'a ban',
    'account_banned',
    () => insertBan(rig.sql, { accountId: zoe, reason: 'spam', at: new Date(), until: null }),
  ],
  ['the deletion of the account', 'account_deleted', () => markDeleted(rig.sql, { accountId: zoe, at: new Date() })],
  [
    'a second factor',
    'second_factor_needed',
    async () => {
      isFactorOn = true;
    },
  ],
])('a password that was right before %s opens no session after it', async (_, code, change) => {
  const entrant = await atTheDoor();
  await change();
  expect(await enter(entrant)).toBe(code);
  expect(await sessions()).toEqual([]);
});

test('whoever comes in while a reset is under way waits for it, and stays out', async () => {
  const entrant = await atTheDoor();
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let isChanged = false;
  const reset = rig.sql.begin(async (tx) => {
    await updatePasswordHash(tx, { accountId: zoe, passwordHash: 'another' });
    // As a Redis does it, the sessions are gone before the commit.
    await rig.sessions.endAllOf(zoe);
    isChanged = true;
    await finished;
  });
  await vi.waitUntil(() => isChanged);
  const entering = enter(entrant);
  const isWaiting = async () => {
    const [row] = await rig.sql<{ waiting: boolean }[]>`
      select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) as waiting`;
    return row?.waiting;
  };
  await vi.waitUntil(isWaiting).finally(finish);
  await reset;
  expect(await entering).toBe('wrong_credentials');
  expect(await sessions()).toEqual([]);
});

test('who took the password before a reset changes neither password nor address after it', async () => {
  // The reset comes while the password that was typed is being checked.
  const resetting = async () => {
    await rig.passwordReset.request('zoe@radio.example');
    await rig.resetPassword(rig.tokenTo('reset-password'), NEXT);
  };
  rig.onceChecked(resetting);
  const change = { currentPassword: PASSWORD, password: 'mine from now on', cookieHeader: null };
  expect(await codeOf(rig.ownAccount.changePassword(zoe, change))).toBe('wrong_credentials');
  expect(await rig.canSignIn('zoe', NEXT)).toBe(true);

  rig.onceChecked(async () => {
    await rig.passwordReset.request('zoe@radio.example');
    await rig.resetPassword(rig.tokenTo('reset-password'), PASSWORD);
  });
  const letters = () => rig.letters.filter(({ to }) => to === 'mallory@radio.example');
  const move = { email: 'mallory@radio.example', currentPassword: NEXT };
  expect(await codeOf(rig.ownAccount.changeEmail(zoe, move))).toBe('wrong_credentials');
  expect(letters()).toEqual([]);
});
