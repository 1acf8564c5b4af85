import { getSourceAddress } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** Where DJ tools reach the server; null until that is known. */
export const useSourceOrigin = (): string | null => {
  const { rest, origin } = useWeb();
  const { data, isError } = useQuery({
    queryKey: ['source-address'],
    queryFn: () => rest.call(getSourceAddress, {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isError) return origin; // a server before this question
  return data ? (data.url ?? origin) : null;
};
