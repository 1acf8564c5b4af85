import type { Clock, Timer } from '@livestreamer/clock';

/**
 * Knows which changes of a room a page has seen. Changes come numbered, sometimes one before the other, sometimes not at all:
 * - the next one: counted, with those beyond it that came already.
 * - one beyond it: for {@link PATIENCE_MS} the ones between may still come (two servers may tell in the other order); then they are asked for.
 * - asked for and not answered: asked again, ever more slowly.
 */
export interface ChatLogChanges {
  /** All changes up to this one are known. */
  readonly seq: number;
  /** This change was heard. */
  note(seq: number): void;
  /** All changes up to this one are known by now. */
  reach(seq: number): void;
  /** There were changes up to this one, whether they were heard or not; what is missing is asked for after `waitMs`. */
  behind(seq: number, waitMs: number): void;
  /** Asks for everything since the last known change, after `waitMs`. */
  catchUp(waitMs: number): void;
  stop(): void;
}

interface ChatLogChangesOptions {
  /** Fetches what has changed since, and takes it over; gives the change up to which all is known then. */
  readonly fetchSince: (seq: number) => Promise<number>;
  readonly clock: Clock;
}

const PATIENCE_MS = 300;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export const createChatLogChanges = ({ fetchSince, clock }: ChatLogChangesOptions): ChatLogChanges => {
  const ahead = new Set<number>();
  let known = 0;
  /** The largest change that is known to have happened. */
  let happened = 0;
  let timer: Timer | null = null;
  let timerDueMs = 0;
  let fetching = false;
  /** Somebody wants it all again, although nothing seems to be missing. */
  let wanted = false;
  let tries = 0;
  let stopped = false;

  const advance = (to: number): void => {
    known = Math.max(known, to);
    happened = Math.max(happened, known);
    for (const seq of ahead) if (seq <= known) ahead.delete(seq);
    while (ahead.delete(known + 1)) known += 1;
  };

  const isMissing = (): boolean => wanted || known < happened;

  /** At most so long: what waits for less already stays. */
  const wait = (ms: number): void => {
    if (ms === 0) {
      void fetchNow();
      return;
    }
    const dueMs = clock.monotonicMs() + ms;
    if (stopped || fetching || (timer && timerDueMs <= dueMs)) return;
    timer?.cancel();
    timerDueMs = dueMs;
    timer = clock.after(ms, () => {
      timer = null;
      if (isMissing()) void fetchNow();
    });
  };

  const fetchNow = async (): Promise<void> => {
    if (stopped || fetching) return;
    timer?.cancel();
    timer = null;
    fetching = true;
    wanted = false;
    try {
      advance(await fetchSince(known));
      tries = 0;
    } catch {
      wanted = true;
      tries += 1;
    } finally {
      fetching = false;
    }
    if (isMissing()) wait(tries === 0 ? PATIENCE_MS : Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS));
  };

  return {
    get seq() {
      return known;
    },
    note: (seq) => {
      happened = Math.max(happened, seq);
      ahead.add(seq);
      advance(known);
      if (isMissing()) wait(PATIENCE_MS);
    },
    reach: advance,
    behind: (seq, waitMs) => {
      happened = Math.max(happened, seq);
      if (isMissing()) wait(waitMs);
    },
    catchUp: (waitMs) => {
      wanted = true;
      wait(waitMs);
    },
    stop: () => {
      stopped = true;
      timer?.cancel();
      timer = null;
    },
  };
};
