import { LIMITS, listStations, type Station } from '@livestreamer/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** The list asks again: following a room for each of a hundred stations would cost more than it tells. */
const REFETCH_MS = 15_000;

const pagesToStations = ({ pages }: { pages: { items: Station[] }[] }): Station[] =>
  pages.flatMap(({ items }) => items);

/** All stations so far, the default one first. */
export const useStations = () => {
  const { rest } = useWeb();
  return useInfiniteQuery({
    queryKey: ['stations'],
    queryFn: ({ pageParam }) =>
      rest.call(listStations, { query: { limit: LIMITS.page.max, cursor: pageParam ?? undefined } }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    select: pagesToStations,
    refetchInterval: REFETCH_MS,
  });
};
