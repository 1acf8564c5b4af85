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
const OWN_KEYS = [
  ['own-sessions'],
  ['second-factor'],
  ['passkeys'],
  ['stream-keys'],
  ['admin'],
  ['bookmarks'],
  ['studio'],
  ['moderation'],
];

/** What everybody sees, but not everybody the same: reminders, bookmarks, what may be edited. */
const SEEN_OTHERWISE = [['station'], ['schedule'], ['broadcast']];

/** Who is signed in; null for a visitor. */
export const useAccount = (): UseQueryResult<Account | null> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useQuery<Account | null>({
    queryKey: KEY,
    refetchOnMount: false, // many parts of a page want to know it, and the menu in the header always does
    queryFn: async () => {
      const account = await rest.call(whoAmI, {}).catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'not_signed_in') return null;
        throw error;
      });
      // Another tab may have signed in as somebody else.
      const before = queries.getQueryData<Account | null>(KEY);
      if (before !== undefined && account?.id !== before?.id) forgetOwn(queries);
      return account;
    },
  });
};

/** The server just said who is signed in: no need to ask, and what was asked before does not count any more. */
export const rememberAccount = (queries: QueryClient, account: Account): void => {
  void queries.cancelQueries({ queryKey: KEY });
  const before = queries.getQueryData<Account | null>(KEY);
  if (before?.id !== account.id) forgetOwn(queries);
  queries.setQueryData(KEY, account);
};

/** Something about the account changed; nothing happens when somebody else is signed in by now. */
export const patchAccount = (queries: QueryClient, id: string, change: Partial<Account>): void => {
  queries.setQueryData<Account | null>(KEY, (now) => (now?.id === id ? { ...now, ...change } : now));
};

/** Nobody is signed in any more: what was fetched for the account goes with it. */
export const forgetAccount = (queries: QueryClient): void => {
  void queries.cancelQueries({ queryKey: KEY });
  queries.setQueryData(KEY, null);
  forgetOwn(queries);
};

const forgetOwn = (queries: QueryClient): void => {
  for (const queryKey of OWN_KEYS) queries.removeQueries({ queryKey });
  for (const queryKey of SEEN_OTHERWISE) void queries.invalidateQueries({ queryKey });
};

export const useSignOut = (): UseMutationResult<undefined, Error, void> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => rest.call(signOut, {}),
    onSuccess: () => forgetAccount(queries),
  });
};
