import { LIMITS } from '@livestreamer/contracts';
import {
  keepPreviousData,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

/** Everything that was fetched for the administration is below this key. */
const ADMIN = 'admin';

interface PageQuery {
  readonly limit: number;
  readonly cursor: string | undefined;
}

export const adminKey = (...parts: readonly unknown[]): readonly unknown[] => [ADMIN, ...parts];

/** A list that goes on with "more". */
export const useAdminPages = <Item>(
  key: readonly unknown[],
  page: (query: PageQuery) => Promise<{ items: Item[]; next: string | null }>,
) =>
  useInfiniteQuery({
    queryKey: adminKey(...key),
    queryFn: ({ pageParam }) => page({ limit: LIMITS.page.default, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData, // what was found last stays while the next is looked for
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

export type AdminPages<Item> = ReturnType<typeof useAdminPages<Item>>;

/** An act of the administration. It may change any of its lists, and what the person who did it may do. */
export const useAdminAct = <Input, Reply>(
  act: (input: Input) => Promise<Reply>,
): UseMutationResult<Reply, Error, Input> => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: [ADMIN] }),
        queries.invalidateQueries({ queryKey: ['account'] }),
      ]),
  });
};
