import type { ApiError } from '@livestreamer/client';
import { chatRestrictionNoticeSchema } from '@livestreamer/contracts';
import type { TFunction } from 'i18next';
import { errorText } from '../../lib/error-text.ts';
import { momentText } from '../../lib/moment-text.ts';

/** Why somebody may not write, and until when. */
export const restrictionText = (
  t: TFunction,
  language: string,
  notice: { readonly kind: 'mute' | 'ban'; readonly reason: string; readonly until: string | null },
): string => {
  const { kind, reason, until } = notice;
  const what = until === null ? t(`chat.${kind}.ever`) : t(`chat.${kind}.until`, { time: momentText(language, until) });
  return reason === '' ? what : `${what} ${t('chat.reason', { reason })}`;
};

/** Why a message did not get through, in words. */
export const chatProblem = (t: TFunction, error: ApiError, language = 'en'): string => {
  const { code, details, retryAfterS } = error;
  if (code === 'chat_muted' || code === 'chat_banned') {
    const kind = code === 'chat_muted' ? 'mute' : 'ban';
    const notice = chatRestrictionNoticeSchema.safeParse({ kind, ...details }).data;
    return notice ? restrictionText(t, language, notice) : t(`errors.${code}`);
  }
  if (code === 'chat_slow_mode')
    return retryAfterS === null ? t('errors.chat_slow_mode') : t('chat.slowFor', { count: retryAfterS });
  return errorText(t, error);
};
