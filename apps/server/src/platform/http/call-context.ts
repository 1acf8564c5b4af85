import type { Permission } from '@livestreamer/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { AddressOf } from './caller-address.ts';
import { type Cookie, cookieText } from './cookies.ts';

/** Whoever is signed in, as far as routes must know. */
export interface Caller {
  readonly accountId: string;
  readonly username: string;
  readonly permissions: readonly Permission[];
}

/** One REST call, beside what was validated. */
export interface CallContext {
  /** Null: not signed in. */
  readonly caller: Caller | null;
  /** The address of the person, also behind trusted proxies. */
  readonly address: string;
  /** The host that was asked, with its port, as the `Host` header says. */
  readonly host: string;
  /** The `Cookie` header as sent. */
  readonly cookieHeader: string | null;
  /** What the browser or program calls itself, as sent. */
  readonly userAgent: string | null;
  /** Sends a cookie with the reply. */
  setCookie(cookie: Cookie): void;
}

/** Finds the caller by the `Cookie` header, and takes note of the address it is used from; handed in by server.ts. */
export type CallerOfCookie = (cookieHeader: string | null, address?: string) => Promise<Caller | null>;

/** The caller of a route that demands one. */
export const requireCaller = ({ caller }: CallContext): Caller => {
  if (!caller) throw new AppError('not_signed_in');
  return caller;
};

interface CallContextOptions {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller | null;
  readonly addressOf: AddressOf;
}

/** The context of a Fastify request. */
export const callContextOf = ({ request, reply, caller, addressOf }: CallContextOptions): CallContext => ({
  caller,
  address: addressOf(request.raw),
  host: request.host,
  cookieHeader: request.headers.cookie ?? null,
  userAgent: request.headers['user-agent'] ?? null,
  setCookie: (cookie) => void reply.header('set-cookie', cookieText(cookie)),
});
