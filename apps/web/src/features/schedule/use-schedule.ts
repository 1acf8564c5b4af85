import { askForReminder, dropReminder, LIMITS, listSchedule, type ScheduledShow } from '@livestreamer/contracts';
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** Everything that was fetched of the schedule is below this key. */
const KEY = 'schedule';
/** Plans change seldom, and shows that begin leave the list. */
const ASK_AGAIN_MS = 60_000;
/** A calendar's page is of six weeks; more shows than these in it nobody could read. */
const PAGES_OF_A_SPAN = 5;

const LIST = { refetchInterval: ASK_AGAIN_MS, staleTime: ASK_AGAIN_MS / 2 } as const;

/** What comes on one station, or on all: that on air first. */
export const useUpcoming = (station: string | undefined) => {
  const { rest } = useWeb();
  return useInfiniteQuery({
    ...LIST,
    queryKey: [KEY, 'upcoming', station ?? null],
    queryFn: ({ pageParam }) =>
      rest.call(listSchedule, { query: { station, limit: LIMITS.page.default, cursor: pageParam ?? undefined } }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
};

/** The few shows that come next on a station; the one on air is not among them. */
export const useNextShows = (station: string, count: number): UseQueryResult<ScheduledShow[]> => {
  const { rest } = useWeb();
  return useQuery({
    ...LIST,
    queryKey: [KEY, 'next', station, count],
    queryFn: () => rest.call(listSchedule, { query: { station, limit: count + 1 } }),
    select: ({ items }) => items.filter(({ state }) => state === 'scheduled').slice(0, count),
  });
};

interface Span {
  readonly station: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** Whatever is planned in a span of time, what is over too. */
export const useScheduleSpan = ({ station, from, to }: Span): UseQueryResult<ScheduledShow[]> => {
  const { rest } = useWeb();
  return useQuery({
    ...LIST,
    queryKey: [KEY, 'span', station ?? null, from, to],
    queryFn: async () => {
      const shows: ScheduledShow[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < PAGES_OF_A_SPAN; page += 1) {
        const query = { station, from, to, cursor, limit: LIMITS.page.max };
        const { items, next } = await rest.call(listSchedule, { query });
        shows.push(...items);
        if (next === null) break;
        cursor = next;
      }
      return shows;
    },
    placeholderData: keepPreviousData,
  });
};

/** Asks for the letter before a show, or takes the wish back. */
export const useReminder = (id: string): UseMutationResult<undefined, Error, boolean> => {
  const { rest } = useWeb();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: boolean) => rest.call(wanted ? askForReminder : dropReminder, { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEY] }),
  });
};
