import { ApiError } from '@livestreamer/client';

/** How a call ended: `done`, or the code of the error. */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ApiError ? error.code : Promise.reject(error)),
  );

/** How each of several calls ended. */
export const codesOf = (calls: readonly Promise<unknown>[]): Promise<string[]> => Promise.all(calls.map(codeOf));
