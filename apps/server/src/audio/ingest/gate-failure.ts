import { AppError, type Logger } from '../../platform/index.ts';

/** An outage was told by whoever noticed it; anything else somebody must look into. */
export const logGateFailure = (log: Logger, error: unknown): void => {
  const entry = { err: error };
  if (error instanceof AppError && error.code === 'unavailable')
    log.warn(entry, 'A source could not be let in for now; it was told to try again.');
  else log.error(entry, 'A source could not be let in because of an error on the server.');
};
