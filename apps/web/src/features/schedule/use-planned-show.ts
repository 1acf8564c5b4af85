import { getScheduledShow } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** A planned show with what the person wishes of it. */
export const usePlannedShow = (id: string) => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: ['schedule', 'one', id],
    queryFn: () => rest.call(getScheduledShow, { params: { id } }),
  });
};
