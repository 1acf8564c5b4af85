import { getStation, type Station } from '@livestreamer/contracts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isMissing } from '../../lib/error-text.ts';
import { useWeb } from '../../lib/web-context.ts';
import { useLiveContext } from './live-context.ts';

const RETRIES = 2;

/** A station by REST, for the first paint; what is on air there is handed to the live store. */
export const useStation = (slug: string): UseQueryResult<Station> => {
  const { rest } = useWeb();
  const { stations } = useLiveContext();
  const query = useQuery({
    queryKey: ['station', slug],
    queryFn: () => rest.call(getStation, { params: { station: slug } }),
    retry: (failures, error) => !isMissing(error) && failures < RETRIES,
  });
  const live = query.data?.live;
  useEffect(() => {
    if (live !== undefined) stations.of(slug).seed(live);
  }, [stations, slug, live]);
  return query;
};
