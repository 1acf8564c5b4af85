import { fastifyCookie } from '@fastify/cookie';

/** A cookie of ours: always HttpOnly, SameSite=Lax, for the whole site. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** 0 clears it. */
  readonly maxAgeS: number;
  /** True when people reach the server by https. */
  readonly secure: boolean;
}

/** The `Set-Cookie` header of a cookie. */
export const cookieText = ({ name, value, maxAgeS, secure }: Cookie): string =>
  fastifyCookie.serialize(name, value, { maxAge: maxAgeS, secure, httpOnly: true, sameSite: 'lax', path: '/' });

/** The value of a cookie in a `Cookie` header, or null. */
export const cookieIn = (header: string | null, name: string): string | null =>
  (header === null ? undefined : fastifyCookie.parse(header)[name]) ?? null;
