import { ApiError } from '@livestreamer/client';
import { type DefaultOptions, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { forgetAccount } from '../features/account/use-account.ts';

const RETRIES = 3;

/** Only what may be otherwise in a moment is asked again by itself: a refusal stays one, and "too often" would be made worse. */
const mayPass = (error: Error): boolean =>
  !(error instanceof ApiError) || error.status === 0 || (error.status >= 500 && error.status !== 501);

/**
 * What was asked of the server. Whoever was signed out elsewhere is signed out here with the first answer that says so; the sound goes on.
 * `networkMode`: without a network an act fails at once and says so, instead of waiting and being done when nobody expects it any more.
 * `gcTime`: passwords, codes and keys that went through an act are forgotten with the form.
 */
export const createQueries = (over: DefaultOptions['queries'] = {}): QueryClient => {
  const onError = (error: unknown): void => {
    if (!(error instanceof ApiError)) return;
    if (error.code === 'not_signed_in') forgetAccount(queries);
    if (error.code === 'forbidden') void queries.invalidateQueries({ queryKey: ['account'] });
  };
  const queries = new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: (failures, error) => failures < RETRIES && mayPass(error), ...over },
      mutations: { networkMode: 'always', gcTime: 0 },
    },
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
  });
  return queries;
};

/** What a page shows of the station of this slug is asked for once more. */
export const askStationAnew =
  (queries: QueryClient) =>
  (slug: string): void =>
    void queries.invalidateQueries({ queryKey: ['station', slug] });
