import { ApiError } from '@livestreamer/client';
import type { TFunction } from 'i18next';

const KNOWN = [
  'wrong_credentials',
  'set_up_link_wrong',
  'already_set_up',
  'network',
  'timeout',
  'unavailable',
  'validation_failed',
] as const;

/** What went wrong, for people, in their language. */
export const errorText = (t: TFunction, error: unknown): string => {
  const code = error instanceof ApiError ? error.code : null;
  const known = KNOWN.find((name) => name === code);
  return t(`errors.${known ?? 'other'}`);
};

/** Whether the server answered and said that there is no such thing: trying again is of no use. */
export const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'not_found' || error.code === 'validation_failed');
