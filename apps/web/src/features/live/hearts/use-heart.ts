import { ApiError } from '@livestreamer/client';
import { type LiveBroadcast, sendHeart } from '@livestreamer/contracts';
import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useStore } from '../../../lib/store.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { useLiveContext } from '../live-context.ts';
import { type HeartRest, heartsOf } from './own-hearts.ts';

const SECOND_MS = 1_000;

interface Heart {
  /** Of the broadcast, with those from here that the news do not have yet. */
  readonly hearts: number;
  readonly rest: HeartRest | null;
  /** Why the last one did not get through. That it was too soon is told by the rest. */
  readonly problem: Error | null;
  /** The last one was taken. */
  readonly given: boolean;
  /** Does nothing while the button rests. */
  send(): void;
}

const isTooSoon = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'too_many_requests';

/** Sends hearts for what is on air on a station. */
export const useHeart = (slug: string, live: LiveBroadcast): Heart => {
  const { rest: server } = useWeb();
  const own = useLiveContext().hearts.of(slug);
  const { rest, atLeast } = useStore(own);
  const { mutate, error, isSuccess } = useMutation({
    mutationFn: () => server.call(sendHeart, { params: { station: slug } }),
    onError: (failed) => {
      if (!isTooSoon(failed)) return own.failed();
      own.refused(failed.retryAfterS === null ? null : failed.retryAfterS * SECOND_MS);
    },
  });
  const send = useCallback(() => {
    if (own.snapshot().rest) return;
    own.pressed(live);
    mutate();
  }, [own, live, mutate]);
  return {
    hearts: heartsOf(live, atLeast),
    rest,
    problem: error && !isTooSoon(error) ? error : null,
    given: isSuccess,
    send,
  };
};
