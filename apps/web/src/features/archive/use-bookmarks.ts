import { addBookmark, type Broadcast, LIMITS, listBookmarks, removeBookmark } from '@livestreamer/contracts';
import {
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';
import { broadcastKey } from './use-archive.ts';

const KEY = 'bookmarks';
const IDS = [KEY, 'ids'];
/** Enough for all that anybody may keep; an end, should the server never say one. */
const PAGES = 50;

/** What somebody keeps, the newest bookmark first. */
export const useBookmarks = () => {
  const { rest } = useWeb();
  return useInfiniteQuery({
    queryKey: [KEY, 'list'],
    queryFn: ({ pageParam }) =>
      rest.call(listBookmarks, { query: { limit: LIMITS.page.default, cursor: pageParam ?? undefined } }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
};

/** Which shows somebody keeps: lists of shows are the same for everybody and do not say it. */
export const useBookmarkIds = (isMember: boolean): UseQueryResult<ReadonlySet<string>> => {
  const { rest } = useWeb();
  return useQuery<string[], Error, ReadonlySet<string>>({
    queryKey: IDS,
    enabled: isMember,
    staleTime: 60_000,
    queryFn: async () => {
      const ids: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < PAGES; page += 1) {
        const { items, next } = await rest.call(listBookmarks, { query: { limit: LIMITS.page.max, cursor } });
        ids.push(...items.map(({ id }) => id));
        if (next === null) break;
        cursor = next;
      }
      return ids;
    },
    select: setOf,
  });
};

const setOf = (ids: readonly string[]): ReadonlySet<string> => new Set(ids);

/** Keeps a show, or keeps it no more. Everything that shows it knows at once. */
export const useBookmark = (id: string): UseMutationResult<undefined, Error, boolean> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (kept: boolean) => rest.call(kept ? addBookmark : removeBookmark, { params: { id } }),
    onSuccess: (_, kept) => {
      queries.setQueryData<string[]>(
        IDS,
        (ids) => ids && [...ids.filter((other) => other !== id), ...(kept ? [id] : [])],
      );
      queries.setQueryData<Broadcast>(broadcastKey(id), (show) => show && { ...show, bookmarked: kept });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY], refetchType: 'none' }),
  });
};
