import { LIMITS, listBroadcastMessages } from '@livestreamer/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWeb } from '../../lib/web-context.ts';

/** What was said during a published show, the oldest first. */
export const useChatReplay = (broadcastId: string) => {
  const { rest } = useWeb();
  return useInfiniteQuery({
    queryKey: ['broadcast', broadcastId, 'messages'],
    queryFn: ({ pageParam }) =>
      rest.call(listBroadcastMessages, {
        params: { id: broadcastId },
        query: { limit: LIMITS.page.max, cursor: pageParam ?? undefined },
      }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
};

export type ReplayedMessage = NonNullable<ReturnType<typeof useChatReplay>['data']>[number];
