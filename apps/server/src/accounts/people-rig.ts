import { createFakeClock } from '@livestreamer/clock';
import type { LinkPage, RegistrationMode } from '@livestreamer/contracts';
import { LINK_PAGES } from '@livestreamer/contracts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { createAuditLog } from '../access/index.ts';
import type { LetterToSend } from '../mail/index.ts';
import { AppError, systemChance } from '../platform/index.ts';
import { accountByEmail, insertAccount } from './account-store.ts';
import { createAccountPost } from './letters/account-post.ts';
import { createOneTimeLinks } from './letters/one-time-links.ts';
import { createAccountDeletion } from './own-account/account-deletion.ts';
import { createOwnAccount } from './own-account/own-account.ts';
import { type CheckOwnPassword, createPasswordCheck } from './passwords/password-check.ts';
import { createPasswordHasher } from './passwords/password-hasher.ts';
import { createPasswordReset } from './passwords/password-reset.ts';
import { createRegistration, type UseInvitation } from './registration/registration.ts';
import { createSessionStore } from './sessions/session-store.ts';
import { createSessions } from './sessions/sessions.ts';
import { createFindByPassword } from './sign-in.ts';

export const PASSWORD = 'correct horse';

/** Accounts on a real database, with a clock of their own; letters are kept instead of sent. */
export const openPeopleRig = async () => {
  const database = await openTestDatabase();
  const { sql } = database;
  const clock = createFakeClock(Date.now());
  const letters: LetterToSend[] = [];
  const work: string[] = [];
  let mode: RegistrationMode = 'open';

  const hasher = createPasswordHasher();
  const links = createOneTimeLinks({ clock, chance: systemChance });
  const post = createAccountPost({
    links,
    siteUrl: () => 'https://radio.example',
    queueLetter: async (_, letter) => {
      letters.push(letter);
      work.push('letter');
    },
  });
  const sessions = createSessions({
    store: createSessionStore({ sql, clock }),
    secret: 'a secret of this test',
    secure: false,
    clock,
    chance: systemChance,
  });
  const limits = { take: async () => undefined, forget: async () => undefined, giveBack: async () => undefined };
  const useInvitation: UseInvitation = async (db, { token, accountId }) => {
    const { count } =
      await db`update invitation set used_by = ${accountId} where token_hash = ${token} and used_by is null`;
    work.push('invitation');
    if (count === 0) throw new AppError('invitation_wrong');
    return { role: 'broadcaster' };
  };
  const counted = {
    ...hasher,
    hash: (password: string) => {
      work.push('hash');
      return hasher.hash(password);
    },
  };
  let whenChecked: (() => Promise<void>) | null = null;
  const passwordCheck = createPasswordCheck({ hasher, limits });
  const checkOwnPassword: CheckOwnPassword = async (...asked) => {
    const passwordHash = await passwordCheck(...asked);
    const happening = whenChecked;
    whenChecked = null;
    await happening?.();
    return passwordHash;
  };
  const tools = {
    sql,
    hasher: counted,
    links,
    post,
    sessions,
    audit: createAuditLog({ clock }),
    limits,
    clock,
    chance: systemChance,
    useInvitation,
    registrationMode: async () => mode,
    checkOwnPassword,
  };
  const registration = createRegistration(tools);
  const passwordReset = createPasswordReset(tools);
  const deletion = createAccountDeletion(tools);
  const findByPassword = createFindByPassword({ db: sql, hasher });

  const register = (username: string, more: { email?: string; invitation?: string; password?: string } = {}) =>
    registration.register({
      username,
      email: more.email ?? `${username}@radio.example`,
      password: more.password ?? PASSWORD,
      language: 'en',
      invitation: more.invitation ?? null,
    });

  return {
    sql,
    clock,
    letters,
    /** What was done, in order: hash, invitation, letter. */
    work,
    links,
    sessions,
    registration,
    register,
    passwordReset,
    ownAccount: createOwnAccount(tools),
    deletion,
    restore: (token: string) => deletion.restore({ token, address: '203.0.113.7' }),
    resetPassword: (token: string, password: string, { removeOtherWaysIn = false } = {}) =>
      passwordReset.reset({ token, password, removeOtherWaysIn }),
    setMode: (next: RegistrationMode) => {
      mode = next;
    },
    /** This happens right after the next look at somebody's own password. */
    onceChecked: (happening: () => Promise<void>) => {
      whenChecked = happening;
    },
    /** A confirmed account. */
    makeAccount: async (username: string): Promise<string> => {
      const { id } = await insertAccount(sql, {
        username,
        email: `${username}@radio.example`,
        passwordHash: await hasher.hash(PASSWORD),
        language: 'en',
        confirmedAt: new Date(clock.now()),
      });
      return id;
    },
    accountOf: (email: string) => accountByEmail(sql, email),
    findByPassword,
    canSignIn: async (login: string, password = PASSWORD): Promise<boolean> =>
      (await findByPassword({ login, password })) !== null,
    /** Signs in; returns the `Cookie` header. */
    signIn: async (accountId: string): Promise<string> => {
      const place = { cookieHeader: null, userAgent: null, address: null };
      const { name, value } = await sessions.open(accountId, place);
      return `${name}=${value}`;
    },
    /** The token in the last letter with a link to this page. */
    tokenTo: (page: LinkPage, email?: string): string => {
      const prefix = `https://radio.example${LINK_PAGES[page]}?token=`;
      const letter = letters.findLast(
        ({ to, action }) => action?.url.startsWith(prefix) && (email === undefined || to === email),
      );
      if (!letter?.action) throw new Error(`No letter has a link to ${page}.`);
      return letter.action.url.slice(prefix.length);
    },
    close: database.close,
  };
};

export type PeopleRig = Awaited<ReturnType<typeof openPeopleRig>>;

/** The code that a call is refused with, or `done`. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
