import { getStation, type StationPage } from '@livestreamer/contracts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { isMissing } from '../../lib/error-text.ts';
import { useStore } from '../../lib/store.ts';
import { useWeb } from '../../lib/web-context.ts';
import { useLiveContext } from './live-context.ts';

const RETRIES = 2;
/** How often to ask while no news come by realtime: some proxies let no WebSocket through. */
const ASK_AGAIN_MS = 3_000;

/** A station by REST, for the first paint and while realtime is lost; what is on air there is handed to the live store. */
export const useStation = (slug: string): UseQueryResult<StationPage> => {
  const { rest } = useWeb();
  const { stations, line } = useLiveContext();
  const isLost = useStore(line) === 'lost';
  return useQuery({
    queryKey: ['station', slug],
    queryFn: async () => {
      const station = await rest.call(getStation, { params: { station: slug } });
      stations.of(slug).seed(station.live);
      return station;
    },
    retry: (failures, error) => !isMissing(error) && !isLost && failures < RETRIES,
    refetchInterval: ({ state }) => (isLost && !isMissing(state.error) ? ASK_AGAIN_MS : false),
    networkMode: 'always',
  });
};
