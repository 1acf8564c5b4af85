import { ApiError } from '@livestreamer/client';
import type { TFunction } from 'i18next';

const KNOWN = [
  'wrong_credentials',
  'second_factor_needed',
  'second_factor_wrong',
  'passkey_wrong',
  'not_signed_in',
  'forbidden',
  'password_too_common',
  'account_unconfirmed',
  'account_banned',
  'account_deleted',
  'registration_closed',
  'invitation_wrong',
  'address_banned',
  'link_wrong',
  'username_taken',
  'email_taken',
  'last_admin',
  'second_factor_on',
  'second_factor_off',
  'too_many_of_these',
  'set_up_link_wrong',
  'already_set_up',
  'off_air',
  'already_begun',
  'network',
  'timeout',
  'unavailable',
  'validation_failed',
  'not_found',
  'schedule_overlap',
  'slug_taken',
  'station_on_air',
  'edited_meanwhile',
  'not_finished',
  'on_air',
  'recording_unfinished',
  'picture_unreadable',
  'unsupported_media_type',
  'too_large',
  'chat_team_only',
  'chat_muted',
  'chat_banned',
  'chat_refused',
  'chat_edit_late',
  'chat_closed',
  'chat_slow_mode',
] as const;

/** What went wrong, for people, in their language. */
export const errorText = (t: TFunction, error: unknown): string => {
  if (!(error instanceof ApiError)) return t('errors.other');
  if (error.code === 'too_many_requests')
    return error.retryAfterS === null ? t('errors.tooOften') : t('errors.tooOftenFor', { count: error.retryAfterS });
  const known = KNOWN.find((name) => name === error.code);
  return t(`errors.${known ?? 'other'}`);
};

/** Whether the server answered and said that there is no such thing: trying again is of no use. */
export const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'not_found' || error.code === 'validation_failed');
