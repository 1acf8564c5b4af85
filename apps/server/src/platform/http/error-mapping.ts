import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../errors.ts';
import { isPostgresUnreachable } from '../postgres/index.ts';
import { isRedisUnreachable } from '../redis/index.ts';

const RETRY_AFTER_S = 5;

/** What an error means to whoever called. Everything unforeseen becomes `internal`, which reveals nothing. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.slice(1).replaceAll('/', '.'),
      message: message ?? 'is not as it should be',
    }));
    return new AppError('validation_failed', { fields, cause: error });
  }
  if (isPostgresUnreachable(error) || isRedisUnreachable(error) || isInTheWay(error))
    return new AppError('unavailable', { cause: error, retryAfterS: RETRY_AFTER_S });
  if (isUnstorable(error)) return new AppError('bad_request', { cause: error });
  return new AppError(codeOf(error), { cause: error });
};

const isOneOf = (error: unknown, states: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && states.some((state) => state === error.code);

/** PostgreSQL keeps no NUL and no half of a surrogate pair: in a text it is SQLSTATE 22021, in JSON 22P02 or 22P05. */
const isUnstorable = (error: unknown): boolean => isOneOf(error, ['22021', '22P02', '22P05']);

/** Of two transactions that were in each other's way PostgreSQL ended this one; it would pass now. */
const isInTheWay = (error: unknown): boolean => isOneOf(error, ['40001', '40P01']);

/** Errors of the framework about the request carry a status; all others are ours. */
const codeOf = (error: unknown): 'too_large' | 'unsupported_media_type' | 'not_found' | 'bad_request' | 'internal' => {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return 'internal';
  if (status === 413) return 'too_large';
  if (status === 415) return 'unsupported_media_type';
  return status === 404 ? 'not_found' : 'bad_request';
};
