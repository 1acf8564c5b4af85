import type { Clock, Timer } from '@livestreamer/clock';
import { ApiError, type ApiErrorCode } from './api-error.ts';
import type { ClientChance } from './client-chance.ts';

/** A message of one's own on its way. */
export interface OutgoingMessage {
  /** Made once for this message: however often it is sent, it is stored once. */
  readonly key: string;
  readonly text: string;
  readonly replyTo: string | null;
  /** The last change that was known when it was written. */
  readonly afterSeq: number;
  readonly state: 'sending' | 'failed';
  /** Why it failed; null while it is on its way. */
  readonly problem: ApiError | null;
}

/**
 * Sends one's own messages one after the other. What no answer came to is sent again, for two minutes; what was refused waits for the person, and
 * lets the next one pass.
 */
export interface ChatLogOutbox {
  readonly messages: readonly OutgoingMessage[];
  add(message: { readonly text: string; readonly replyTo: string | null; readonly afterSeq: number }): void;
  /** Sends a failed one again. */
  retry(key: string): void;
  /** Gives a failed one up. */
  discard(key: string): void;
  /** Forgets all of them: whoever wrote them is not the one who would send them. */
  clear(): void;
  /** The line is back: whoever waits for its next try has waited enough. */
  retryNow(): void;
  stop(): void;
}

/** Whether it is not known if the server has the message all the same. */
export const isUnanswered = ({ problem }: OutgoingMessage): boolean =>
  problem !== null && UNANSWERED.includes(problem.code);

interface ChatLogOutboxOptions {
  readonly send: (message: OutgoingMessage) => Promise<void>;
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly chance: ClientChance;
}

const UNANSWERED: readonly ApiErrorCode[] = ['network', 'timeout', 'unavailable', 'internal'];
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;
const PATIENCE_MS = 120_000;

export const createChatLogOutbox = ({ send, onChange, clock, chance }: ChatLogOutboxOptions): ChatLogOutbox => {
  let messages: readonly OutgoingMessage[] = [];
  let sending = false;
  let timer: Timer | null = null;
  let tries = 0;
  let firstTriedMs = 0;
  let stopped = false;
  let written = 0;

  const has = (key: string): boolean => messages.some((message) => message.key === key);

  const replace = (key: string, by: OutgoingMessage | null): void => {
    messages = messages.flatMap((message) => (message.key === key ? (by ? [by] : []) : [message]));
    onChange();
  };

  const fail = (message: OutgoingMessage, problem: ApiError): void => {
    tries = 0;
    replace(message.key, { ...message, state: 'failed', problem });
  };

  const sendNext = async (): Promise<void> => {
    const next = messages.find(({ state }) => state === 'sending');
    if (!next || sending || timer || stopped) return;
    sending = true;
    if (tries === 0) firstTriedMs = clock.monotonicMs();
    try {
      await send(next);
      tries = 0;
      replace(next.key, null);
    } catch (error) {
      const problem = error instanceof ApiError ? error : unforeseen(error);
      const waitedMs = clock.monotonicMs() - firstTriedMs;
      if (!UNANSWERED.includes(problem.code) || waitedMs > PATIENCE_MS) fail(next, problem);
      else if (!stopped && has(next.key)) {
        tries += 1;
        const mostMs = Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS);
        timer = clock.after(mostMs * (0.5 + chance.fraction() / 2), tryAgain);
      }
    } finally {
      sending = false;
    }
    void sendNext();
  };

  const tryAgain = (): void => {
    timer?.cancel();
    timer = null;
    void sendNext();
  };

  return {
    get messages() {
      return messages;
    },
    add: (message) => {
      written += 1;
      messages = [...messages, { ...message, key: `${newKey(chance)}-${written}`, state: 'sending', problem: null }];
      onChange();
      void sendNext();
    },
    retry: (key) => {
      const failed = messages.find((message) => message.key === key && message.state === 'failed');
      if (!failed) return;
      replace(key, { ...failed, state: 'sending', problem: null });
      void sendNext();
    },
    discard: (key) => {
      if (messages.some((message) => message.key === key && message.state === 'failed')) replace(key, null);
    },
    clear: () => {
      timer?.cancel();
      timer = null;
      tries = 0;
      messages = [];
      onChange();
    },
    retryNow: () => {
      if (timer) tryAgain();
    },
    stop: () => {
      stopped = true;
      timer?.cancel();
    },
  };
};

const unforeseen = (cause: unknown): ApiError =>
  new ApiError({ status: 0, code: 'internal', message: 'The message could not be sent.', cause });

/** Not secret, only unlike all others: `crypto.randomUUID` is missing where a page came by plain http. */
const newKey = (chance: ClientChance): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(chance.fraction() * 2 ** 32)
      .toString(36)
      .padStart(7, '0'),
  ).join('');
