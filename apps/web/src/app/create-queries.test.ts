import { ApiError, type ApiErrorCode } from '@livestreamer/client';
import { onlineManager } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { createQueries } from './create-queries.ts';

afterEach(() => onlineManager.setOnline(true));

it.each([
  ['too_many_requests', 429, 1],
  ['forbidden', 403, 1],
  ['not_found', 404, 1],
  ['unavailable', 503, 4],
  ['network', 0, 4],
] as const)('what ends with %s (%i) is asked %i times', async (code: ApiErrorCode, status, times) => {
  const queries = createQueries({ retryDelay: 0 });
  let asked = 0;
  const queryFn = (): never => {
    asked += 1;
    throw new ApiError({ status, code, message: '' });
  };
  await expect(
    queries.fetchQuery({ queryKey: ['it'], queryFn, retry: queries.getDefaultOptions().queries?.retry ?? false }),
  ).rejects.toThrow();
  expect(asked).toBe(times);
});

it('an act without a network fails at once, and is not done later', async () => {
  onlineManager.setOnline(false);
  const queries = createQueries();
  const act = queries.getMutationCache().build(queries, {
    mutationFn: async (): Promise<never> => {
      throw new ApiError({ status: 0, code: 'network', message: '' });
    },
  });
  await expect(act.execute(undefined)).rejects.toMatchObject({ code: 'network' });
});

it('the first answer that says so signs out, and what belonged to the account is gone', async () => {
  const queries = createQueries();
  queries.setQueryData(['account'], { id: 'a1' });
  queries.setQueryData(['passkeys'], { items: [] });
  const queryFn = (): never => {
    throw new ApiError({ status: 401, code: 'not_signed_in', message: '' });
  };
  await expect(queries.fetchQuery({ queryKey: ['own-sessions'], queryFn })).rejects.toThrow();
  expect(queries.getQueryData(['account'])).toBeNull();
  expect(queries.getQueryData(['passkeys'])).toBeUndefined();
});
