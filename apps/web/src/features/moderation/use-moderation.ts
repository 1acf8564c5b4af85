import {
  type ChatRoom,
  type ChatRule,
  getChatRoom,
  getModerationQueue,
  LIMITS,
  listChatRules,
  listModeratedMessages,
  listModerationLog,
  listRestrictions,
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

/** Everything that only those who keep order see is below this key. */
const KEY = 'moderation';

interface PageQuery {
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** How the room is set. Whoever may not keep order there gets `forbidden`, once. */
export const useChatRoom = (station: string): UseQueryResult<ChatRoom> => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [KEY, station, 'room'],
    queryFn: () => rest.call(getChatRoom, { params: { station } }),
    retry: false,
  });
};

/** How often those who keep order are told of what waits. */
const QUEUE_MS = 10_000;

export const useModerationQueue = (station: string) => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [KEY, station, 'queue'],
    queryFn: () => rest.call(getModerationQueue, { params: { station } }),
    refetchInterval: QUEUE_MS,
    retry: false,
  });
};

export const useModeratedMessages = (station: string, filter: 'held' | 'reported') => {
  const { rest } = useWeb();
  return usePages([station, 'messages', filter], (query) =>
    rest.call(listModeratedMessages, { params: { station }, query: { ...query, filter } }),
  );
};

export const useChatRules = (station: string): UseQueryResult<ChatRule[]> => {
  const { rest } = useWeb();
  return useQuery({
    queryKey: [KEY, station, 'rules'],
    queryFn: async () => (await rest.call(listChatRules, { params: { station } })).items,
  });
};

/** A list that goes on with "more". */
const usePages = <Item>(
  key: readonly string[],
  page: (query: PageQuery) => Promise<{ items: Item[]; next: string | null }>,
) =>
  useInfiniteQuery({
    queryKey: [KEY, ...key],
    queryFn: ({ pageParam }) => page({ limit: LIMITS.page.default, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null, // the first page has no cursor; widened for the others
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

export const useRestrictions = (station: string) => {
  const { rest } = useWeb();
  return usePages([station, 'restrictions'], (query) => rest.call(listRestrictions, { params: { station }, query }));
};

export const useModerationLog = (station: string) => {
  const { rest } = useWeb();
  return usePages([station, 'log'], (query) => rest.call(listModerationLog, { params: { station }, query }));
};

/** Something that is done to keep order; what shows it is asked for again. */
export const useModerationAct = <Input, Reply>(
  act: (input: Input) => Promise<Reply>,
): UseMutationResult<Reply, Error, Input> => {
  const refresh = useModerationRefresh();
  return useMutation({ mutationFn: act, onSettled: refresh });
};

/** For forms, which send themselves. */
export const useModerationRefresh = (): (() => Promise<void>) => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [KEY] });
};
