import { randomBytes, randomUUID } from 'node:crypto';

/** Chance, as the rest of the server sees it; nobody can guess it. */
export interface Chance {
  /** 256 bits, 43 characters that fit into an address and a cookie. */
  token(): string;
  /** 72 bits, 12 characters: names one request in the log. */
  shortId(): string;
  /** A random UUID (version 4), for rows. */
  uuid(): string;
}

const bytes = (count: number): string => randomBytes(count).toString('base64url');

/** The one place that throws the dice. */
export const systemChance: Chance = { token: () => bytes(32), shortId: () => bytes(9), uuid: () => randomUUID() };
