import { type Broadcast, getBroadcast, getWaveform, LIMITS, listBroadcasts } from '@livestreamer/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** Lists of shows. */
export const LISTS = 'broadcasts';
/** One show, by id. */
const ONE = 'broadcast';

const SELDOM_MS = 60_000;
const SOON_MS = 10_000;

export const broadcastKey = (id: string): readonly unknown[] => [ONE, id];

export interface ArchiveSearch {
  readonly station: string | undefined;
  /** What is looked for; empty: everything. */
  readonly q: string;
  readonly tag: string | null;
}

/** What is published, the newest first. What was found last stays while the next is looked for. */
export const useArchive = ({ station, q, tag }: ArchiveSearch) => {
  const { rest } = useWeb();
  return useInfiniteQuery({
    queryKey: [LISTS, station ?? null, q, tag],
    queryFn: ({ pageParam }) =>
      rest.call(listBroadcasts, {
        query: {
          station,
          q: q === '' ? undefined : q,
          tag: tag ?? undefined,
          limit: LIMITS.page.default,
          cursor: pageParam ?? undefined,
        },
      }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
};

/** The few shows of a station that were published last. */
export const useRecentShows = (station: string, count: number) => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [LISTS, 'recent', station, count],
    queryFn: () => rest.call(listBroadcasts, { query: { station, limit: count } }),
    select: ({ items }) => items,
  });
};

/** One that is on air will be over, its recording will be ready: the page of a show turns into what comes next by itself. */
const askAgainMs = (show: Broadcast | undefined): number | false => {
  if (show?.state === 'scheduled') return SELDOM_MS;
  const isOn = show?.state === 'live' || show?.state === 'reconnecting';
  const isFinishing = show?.recording?.state === 'recording' || show?.recording?.state === 'finishing';
  return isOn || isFinishing ? SOON_MS : false;
};

/** One show, in whatever state it is. */
export const useBroadcast = (id: string) => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: broadcastKey(id),
    queryFn: () => rest.call(getBroadcast, { params: { id } }),
    refetchInterval: ({ state }) => askAgainMs(state.data),
  });
};

/** The outline of a recording; it never changes, so it is asked for once. */
export const useWaveform = (id: string) => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: ['waveform', id],
    queryFn: () => rest.call(getWaveform, { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
};
