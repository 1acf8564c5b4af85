import { randomBytes } from 'node:crypto';
import { type Role, signIn } from '@livestreamer/contracts';
import { insertAccount } from '../src/accounts/account-store.ts';
import { createPasswordHasher } from '../src/accounts/passwords/password-hasher.ts';
import type { TestPerson, TestServer } from './api-harness.ts';

/** Somebody with a confirmed account, who is not signed in yet. */
export interface TestMember extends TestPerson {
  readonly accountId: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

interface MemberOptions {
  readonly username?: string;
  readonly role?: Role;
  readonly roles?: readonly Role[];
}

/** Makes an account without letters and forms; it owns no station. */
export const addMember = async (server: TestServer, options: MemberOptions = {}): Promise<TestMember> => {
  const nonce = randomBytes(4).toString('hex');
  const { username = `Zoë-${nonce}`, role, roles = role ? [role] : [] } = options;
  const email = `${nonce}@Radio.Example`;
  const password = `p:${randomBytes(6).toString('hex')}`;
  const passwordHash = await createPasswordHasher().hash(password);
  const account = { username, email, passwordHash, language: 'en', confirmedAt: new Date() } as const;
  const { id: accountId } = await insertAccount(server.sql, account);
  await server.sql`insert into account_role (account_id, role) select ${accountId}, unnest(${[...roles]}::text[])`;
  return { ...server.visitor(), accountId, username, email, password };
};

/** As {@link addMember}, and signed in. */
export const addSignedInMember = async (server: TestServer, options?: MemberOptions): Promise<TestMember> => {
  const member = await addMember(server, options);
  await member.rest.call(signIn, { body: { login: member.username, password: member.password } });
  return member;
};
