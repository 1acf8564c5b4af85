import {
  addBookmark,
  type Broadcast,
  type BroadcastCard,
  LIMITS,
  listBookmarks,
  removeBookmark,
} from '@livestreamer/contracts';
import { type UseMutationResult, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';
import { broadcastKey, LISTS } from './use-archive.ts';

const KEY = 'bookmarks';
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

/** Keeps a show, or keeps it no more. Everything that shows it knows at once. */
export const useBookmark = (id: string): UseMutationResult<undefined, Error, boolean> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (kept: boolean) => rest.call(kept ? addBookmark : removeBookmark, { params: { id } }),
    onSuccess: (_, kept) => {
      queries.setQueryData<Broadcast>(broadcastKey(id), (show) => show && { ...show, bookmarked: kept });
      queries.setQueriesData<Cards>({ queryKey: [LISTS] }, (cards) => cards && markedIn(cards, { id, kept }));
      queries.setQueriesData<Cards>({ queryKey: [KEY] }, (cards) => cards && markedIn(cards, { id, kept }));
    },
    // What is no bookmark any more stays in the list of them until one comes back to it: taking it back is one press then.
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY], refetchType: 'none' }),
  });
};

interface CardPage {
  readonly items: readonly BroadcastCard[];
}
/** A list of shows as the query cache has it: with more to come, or one page alone. */
type Cards = CardPage | { readonly pages: readonly CardPage[] };

const markedIn = (cards: Cards, { id, kept }: { readonly id: string; readonly kept: boolean }): Cards => {
  const marked = ({ items, ...page }: CardPage): CardPage => ({
    ...page,
    items: items.map((card) => (card.id === id ? { ...card, bookmarked: kept } : card)),
  });
  return 'pages' in cards ? { ...cards, pages: cards.pages.map(marked) } : marked(cards);
};
