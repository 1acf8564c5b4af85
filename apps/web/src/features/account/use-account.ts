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

export const useSignOut = (): UseMutationResult<undefined, Error, void> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => rest.call(signOut, {}),
    onSuccess: () => queries.setQueryData(KEY, null),
  });
};
