import type { Clock } from '@livestreamer/clock';
import { LIMITS } from '@livestreamer/contracts';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { AppError, type Chance } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import type { TellOwner } from '../letters/account-post.ts';
import type { OwnSite } from '../own-site.ts';
import { CEREMONY_MS, type CeremonyStore } from './ceremony-store.ts';
import { newKeyIn, signatureIn } from './passkey-replies.ts';
import {
  credentialsOf,
  deletePasskey,
  findCredential,
  insertPasskey,
  noteUse,
  type PasskeyRecord,
} from './passkey-store.ts';

/** What a browser is asked with, and the token that its answer comes back with. */
export interface PasskeyQuestion {
  readonly ceremony: string;
  readonly options: Record<string, unknown>;
}

interface PasskeyAnswer {
  readonly site: OwnSite;
  readonly ceremony: string;
  /** As the browser sent it; nothing about it is believed. */
  readonly response: unknown;
}

/**
 * Passkeys (W3C WebAuthn Level 3): the authenticator finds the account by itself and has verified the person, so one stands for
 * name, password and second factor. A ceremony: question → answer, once, within five minutes.
 */
export interface Passkeys {
  /** Throws `too_many_of_these`. */
  askForNew(request: { site: OwnSite; accountId: string; username: string }): Promise<PasskeyQuestion>;
  /** Throws `passkey_wrong`, `too_many_of_these`. */
  add(answer: PasskeyAnswer & { accountId: string; name: string }): Promise<PasskeyRecord>;
  /** Throws `not_found`. */
  remove(passkey: { accountId: string; id: string }): Promise<void>;
  askForSignIn(site: OwnSite): Promise<PasskeyQuestion>;
  /** The id of the account whose passkey answered. Throws `passkey_wrong`. */
  accountIdOf(answer: PasskeyAnswer): Promise<string>;
}

interface PasskeysOptions {
  readonly sql: Sql;
  readonly ceremonies: CeremonyStore;
  readonly tellOwner: TellOwner<'passkeyAdded' | 'passkeyRemoved'>;
  readonly clock: Clock;
  readonly chance: Chance;
}

const MOST = LIMITS.passkeysPerAccount;

export const createPasskeys = ({ sql, ceremonies, tellOwner, clock, chance }: PasskeysOptions): Passkeys => ({
  askForNew: async ({ site, accountId, username }) => {
    const known = await credentialsOf(sql, accountId);
    if (known.length >= MOST) throw new AppError('too_many_of_these');
    const options = await generateRegistrationOptions({
      rpName: 'LiveStreamer',
      rpID: site.name,
      userID: Uint8Array.from(Buffer.from(accountId.replaceAll('-', ''), 'hex')),
      userName: username,
      userDisplayName: username,
      timeout: CEREMONY_MS,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const ceremony = chance.token();
    await ceremonies.put(ceremony, { purpose: 'add', accountId, challenge: options.challenge });
    return { ceremony, options: { ...options } };
  },

  add: async ({ site, ceremony, response, accountId, name }) => {
    const asked = await ceremonies.take(ceremony);
    const reply = newKeyIn(response);
    if (asked?.purpose !== 'add' || asked.accountId !== accountId || !reply) throw new AppError('passkey_wrong');
    const { registrationInfo } = await verifyRegistrationResponse({
      response: reply,
      expectedChallenge: asked.challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.name,
      requireUserVerification: true,
    }).catch(throwPasskeyWrong);
    if (!registrationInfo) throw new AppError('passkey_wrong');
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    const transports = reply.response.transports ?? [];
    const createdAt = new Date(clock.now());
    const passkey = { accountId, credentialId, publicKey, counter, transports, name, createdAt };
    const added = await sql.begin(async (db) => {
      const inserted = await insertPasskey(db, passkey, MOST);
      if (inserted) await tellOwner(db, accountId, 'passkeyAdded');
      return inserted;
    });
    if (!added) throw new AppError((await findCredential(sql, credentialId)) ? 'passkey_wrong' : 'too_many_of_these');
    return added;
  },

  remove: (passkey) =>
    sql.begin(async (db) => {
      if (!(await deletePasskey(db, passkey))) throw new AppError('not_found');
      await tellOwner(db, passkey.accountId, 'passkeyRemoved');
    }),

  askForSignIn: async (site) => {
    const options = await generateAuthenticationOptions({
      rpID: site.name,
      timeout: CEREMONY_MS,
      userVerification: 'required',
    });
    const ceremony = chance.token();
    await ceremonies.put(ceremony, { purpose: 'sign-in', challenge: options.challenge });
    return { ceremony, options: { ...options } };
  },

  accountIdOf: async ({ site, ceremony, response }) => {
    const asked = await ceremonies.take(ceremony);
    const reply = signatureIn(response);
    const passkey = reply && (await findCredential(sql, reply.id));
    if (asked?.purpose !== 'sign-in' || !passkey) throw new AppError('passkey_wrong');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: reply,
      expectedChallenge: asked.challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.name,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.counter, // one that goes back is a copied key: the library throws
      },
    }).catch(throwPasskeyWrong);
    const { id, counter: before } = passkey;
    const use = { id, before, counter: authenticationInfo.newCounter, at: new Date(clock.now()) };
    if (!verified || !(await noteUse(sql, use))) throw new AppError('passkey_wrong');
    return passkey.accountId;
  },
});

/** Whatever is wrong with it is the caller's doing; which check failed is nobody's business but the log's. */
const throwPasskeyWrong = (cause: unknown): never => {
  throw new AppError('passkey_wrong', { cause });
};
