import { ApiError } from '@livestreamer/client';
import type { TFunction } from 'i18next';
import { errorText } from '../../lib/error-text.ts';

/** Why an act was refused: who sees the button has the permission, so what is forbidden goes beyond the person's own. */
export const managingProblem = (t: TFunction, error: unknown): string =>
  error instanceof ApiError && error.code === 'forbidden' ? t('admin.beyondOwn') : errorText(t, error);
