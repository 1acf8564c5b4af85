import { createHmac } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';
import type { SignedInDevice } from '@livestreamer/contracts';
import { type Cookie, cookieIn } from '../../platform/http/index.ts';
import type { Chance } from '../../platform/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { deviceNameOf } from './device-name.ts';
import type { SessionStore } from './session-store.ts';

const COOKIE_NAME = 'livestreamer_session';
/** Browsers take a cookie of such a name by https only and for this very host, so no neighbour on the domain can plant one (RFC 6265bis §4.1.3.2). */
const HOST_PREFIX = '__Host-';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LIFE_MS = 30 * DAY_MS;
/** A session in use is prolonged, but written at most this often. */
const TOUCH_MS = 10 * MINUTE_MS;
/** The browser keeps the cookie as long as browsers allow; the server decides when the session is over. */
const COOKIE_S = (400 * DAY_MS) / 1_000;

/** Whoever signs in: what the browser sent along, and from where. */
export interface SignInPlace {
  readonly cookieHeader: string | null;
  readonly userAgent: string | null;
  readonly address: string | null;
}

/**
 * Who is signed in. The cookie holds a random token; the store only its HMAC, so a stolen database signs nobody in.
 * A session lives for 30 days after its last use.
 */
export interface Sessions {
  /** Signs an account in: a new session, and the cookie that carries it. A session that the browser had before ends. With `db`, as part of that transaction. */
  open(accountId: string, place: SignInPlace, db?: Db): Promise<Cookie>;
  /** The account that this `Cookie` header stands for; `address` is where it is used from now. */
  accountIdOf(cookieHeader: string | null, address?: string | null): Promise<string | null>;
  /** Ends the session, if any; returns the cookie that clears the browser's. */
  close(cookieHeader: string | null): Promise<Cookie>;
  /** Where an account is signed in, the last used first; the session of the `Cookie` header is the current one. */
  listOf(accountId: string, cookieHeader: string | null): Promise<SignedInDevice[]>;
  /** False: the account has no such session. */
  end(accountId: string, sessionId: string): Promise<boolean>;
  /** Signs an account out everywhere, but for the session of the `Cookie` header in `but`; with `db`, as part of that transaction. */
  endAllOf(accountId: string, options?: { but?: string | null; db?: Db }): Promise<void>;
}

interface SessionsOptions {
  readonly store: SessionStore;
  readonly secret: string;
  /** Whether people come by https. */
  readonly secure: boolean;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createSessions = ({ store, secret, secure, clock, chance }: SessionsOptions): Sessions => {
  const name = secure ? `${HOST_PREFIX}${COOKIE_NAME}` : COOKIE_NAME;
  const cookie = (value: string, maxAgeS: number): Cookie => ({ name, value, maxAgeS, secure });
  const hashOf = (token: string): string => createHmac('sha256', secret).update(token).digest('base64url');
  const hashIn = (cookieHeader: string | null): string | null => {
    const token = cookieIn(cookieHeader, name);
    return token === null ? null : hashOf(token);
  };

  const forget = async (cookieHeader: string | null, db?: Db): Promise<void> => {
    const tokenHash = hashIn(cookieHeader);
    if (tokenHash !== null) await store.remove(tokenHash, db);
  };

  return {
    open: async (accountId, { cookieHeader, userAgent, address }, db) => {
      await forget(cookieHeader, db);
      const token = chance.token();
      const nowMs = clock.now();
      const session = {
        tokenHash: hashOf(token),
        id: chance.uuid(),
        accountId,
        device: deviceNameOf(userAgent),
        address,
        signedInAtMs: nowMs,
        lastUsedAtMs: nowMs,
        expiresAtMs: nowMs + LIFE_MS,
      };
      await store.add(session, db);
      return cookie(token, COOKIE_S);
    },
    accountIdOf: async (cookieHeader, address) => {
      const tokenHash = hashIn(cookieHeader);
      const session = tokenHash === null ? null : await store.find(tokenHash);
      if (!session) return null;
      const nowMs = clock.now();
      if (nowMs - session.lastUsedAtMs >= TOUCH_MS)
        await store.touch(session.tokenHash, {
          address: address ?? session.address,
          lastUsedAtMs: nowMs,
          expiresAtMs: nowMs + LIFE_MS,
        });
      return session.accountId;
    },
    close: async (cookieHeader) => {
      await forget(cookieHeader);
      return cookie('', 0);
    },
    listOf: async (accountId, cookieHeader) => {
      const current = hashIn(cookieHeader);
      const sessions = await store.listOf(accountId);
      return sessions.map(({ tokenHash, id, device, address, signedInAtMs, lastUsedAtMs }) => ({
        id,
        device,
        address,
        signedInAt: new Date(signedInAtMs).toISOString(),
        lastUsedAt: new Date(lastUsedAtMs).toISOString(),
        current: tokenHash === current,
      }));
    },
    end: async (accountId, sessionId) => {
      const session = (await store.listOf(accountId)).find(({ id }) => id === sessionId);
      if (session) await store.remove(session.tokenHash);
      return session !== undefined;
    },
    endAllOf: async (accountId, { but = null, db } = {}) => {
      await store.removeAllOf(accountId, { but: hashIn(but), db: db ?? null });
    },
  };
};
