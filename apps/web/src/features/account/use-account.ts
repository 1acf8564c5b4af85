import { ApiError } from '@livestreamer/client';
import { type Account, signOut, whoAmI } from '@livestreamer/contracts';
import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

const KEY = ['account'];

/** What the settings keep of one account, and must not show to the next. */
const OWN_KEYS = [['own-sessions'], ['second-factor'], ['passkeys'], ['stream-keys'], ['admin']];

/** Who is signed in; null for a visitor. */
export const useAccount = (): UseQueryResult<Account | null> => {
  const { rest } = useWeb();
  return useQuery<Account | null>({
    queryKey: KEY,
    queryFn: async () => {
      try {
        return await rest.call(whoAmI, {});
      } catch (error) {
        if (error instanceof ApiError && error.code === 'not_signed_in') return null;
        throw error;
      }
    },
  });
};

/** The server just said who is signed in: no need to ask. */
export const rememberAccount = (queries: QueryClient, account: Account): void => {
  queries.setQueryData(KEY, account);
};

/** Nobody is signed in any more: what was fetched for the account goes with it. */
export const forgetAccount = (queries: QueryClient): void => {
  queries.setQueryData(KEY, null);
  for (const queryKey of OWN_KEYS) queries.removeQueries({ queryKey });
};

export const useSignOut = (): UseMutationResult<undefined, Error, void> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => rest.call(signOut, {}),
    onSuccess: () => forgetAccount(queries),
  });
};
