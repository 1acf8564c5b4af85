import { createHash } from 'node:crypto';

/** Tells two secrets apart. A session secret is long and random, so nobody finds it by its hash. */
export const secretFingerprint = (secret: string): string =>
  createHash('sha256').update(`livestreamer backup: ${secret}`).digest('hex');
