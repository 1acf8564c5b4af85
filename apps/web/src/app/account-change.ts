import type { QueryClient } from '@tanstack/react-query';

/** Calls `listener` when somebody signs in, signs out, or turns out to be somebody else; not when it first becomes known who it is. */
export const onAccountChange = (queries: QueryClient, listener: () => void): (() => void) => {
  let known: string | null | undefined;
  return queries.getQueryCache().subscribe(({ query: { queryKey, state } }) => {
    if (queryKey.length !== 1 || queryKey[0] !== 'account' || state.data === undefined) return;
    const id = idOf(state.data);
    const before = known;
    known = id;
    if (before !== undefined && before !== id) listener();
  });
};

/** Null: nobody is signed in. */
const idOf = (account: unknown): string | null =>
  typeof account === 'object' && account !== null && 'id' in account && typeof account.id === 'string'
    ? account.id
    : null;
