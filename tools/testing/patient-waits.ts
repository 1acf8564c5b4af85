import { vi } from 'vitest';

/** A wait that names no time is for something that comes, on a machine that may be busy: vitest's own second is too short for that. */
const PATIENCE_MS = 10_000;

type Waiting = { readonly timeout?: number; readonly interval?: number };

/** As vitest has them. This module is loaded once, also where test files share their modules. */
const { waitFor, waitUntil } = vi;

/** `vi.waitFor` and `vi.waitUntil` wait for `PATIENCE_MS` where they are told no other time. May be called again and again. */
export const makeWaitsPatient = (): void => {
  vi.waitFor = (callback, options) => waitFor(callback, patient(options));
  vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));
};

const patient = (options: number | Waiting = {}): Waiting =>
  typeof options === 'number' ? { timeout: options } : { timeout: PATIENCE_MS, ...options };
