import { STATUS_CODES } from 'node:http';
import type { Problem } from '@livestreamer/contracts';
import type { AppError } from './errors.ts';

/** The body of an error answer (RFC 9457); `id` finds it in the log. */
export const problemOf = ({ code, status, message, fields, details }: AppError, id: string): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code,
  message,
  id,
  ...(details ? { details } : {}),
  ...(fields ? { fields: [...fields] } : {}),
});
