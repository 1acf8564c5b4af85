import {
  type AirCheck,
  getAirCheck,
  getStation,
  getStationSettings,
  LIMITS,
  listOwnBroadcasts,
  listStations,
  type OwnBroadcastFilter,
  type StationPage,
  type StationSettings,
} from '@livestreamer/contracts';
import {
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** Everything that only whoever broadcasts sees is below this key. */
const KEY = 'studio';
/** Whatever shows a show or its station: an act of the studio may change any of it. */
const SHOWN = [[KEY], ['broadcasts'], ['broadcast'], ['schedule'], ['station'], ['stations'], ['waveform']];

const LIST_MS = 30_000;
const AIR_CHECK_MS = 2_000;

interface OwnStations {
  readonly own: readonly StationPage[];
  /** Where there is one only, pages do not speak of stations. */
  readonly isOnlyOne: boolean;
}

/** The stations that the caller may edit. */
export const useOwnStations = (): UseQueryResult<OwnStations> => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [KEY, 'stations'],
    queryFn: async () => {
      const { items } = await rest.call(listStations, { query: { limit: LIMITS.page.max } });
      const editable = items.filter((station) => station.editable);
      const own = await Promise.all(editable.map(({ slug }) => rest.call(getStation, { params: { station: slug } })));
      return { own, isOnlyOne: items.length <= 1 };
    },
  });
};

/** Shows of a station, also those that nobody else sees. */
export const useOwnBroadcasts = (station: string, filter: OwnBroadcastFilter) => {
  const { rest } = useWeb();
  return useInfiniteQuery({
    queryKey: [KEY, 'broadcasts', station, filter],
    queryFn: ({ pageParam }) =>
      rest.call(listOwnBroadcasts, {
        params: { station },
        query: { filter, limit: LIMITS.page.default, cursor: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    refetchInterval: LIST_MS,
  });
};

export const useStationSettings = (station: string): UseQueryResult<StationSettings> => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [KEY, 'settings', station],
    queryFn: () => rest.call(getStationSettings, { params: { station } }),
  });
};

/** What the server hears of a station that is on air. */
export const useAirCheck = (station: string): UseQueryResult<AirCheck> => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [KEY, 'air-check', station],
    queryFn: () => rest.call(getAirCheck, { params: { station } }),
    refetchInterval: AIR_CHECK_MS,
    retry: false,
  });
};

/** Something that is done in the studio; whatever shows it is asked for again. */
export const useStudioAct = <Reply, Input = void>(
  act: (input: Input) => Promise<Reply>,
): UseMutationResult<Reply, Error, Input> => {
  const refresh = useStudioRefresh();
  return useMutation({ mutationFn: act, onSettled: refresh });
};

/** For forms, which send themselves. */
export const useStudioRefresh = (): (() => Promise<void>) => {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(SHOWN.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
};
