import type { Clock, Timer } from '@livestreamer/clock';
import { getChatStanding } from '@livestreamer/contracts';
import type { ChatLogMessages } from './chat-log-messages.ts';
import type { ChatStanding } from './chat-log-view.ts';
import type { RestClient } from './rest-client.ts';

/** What the person is in a room, asked anew whenever that may have changed. */
export interface ChatLogStanding {
  /** Null until the server has said it. */
  readonly current: ChatStanding | null;
  refresh(): void;
  /** The same after `waitMs`, once for all that ask meanwhile. */
  refreshAfter(waitMs: number): void;
  stop(): void;
  /** Something happened that not everybody may see: perhaps to a message of this person that is held. */
  heedUnseen(): void;
}

interface ChatLogStandingOptions {
  readonly rest: RestClient;
  readonly station: string;
  readonly messages: Pick<ChatLogMessages, 'apply' | 'held' | 'drop'>;
  /** The messages that the person likes. */
  readonly liked: Set<string>;
  /** Somebody else is signed in now: what was only for the one before must go. */
  readonly onOtherPerson: () => void;
  readonly onChange: () => void;
  readonly clock: Clock;
}

export const createChatLogStanding = (options: ChatLogStandingOptions): ChatLogStanding => {
  const { rest, station, messages, liked, onOtherPerson, onChange, clock } = options;
  let current: ChatStanding | null = null;
  let asked = 0;
  let answered = 0;
  let timer: Timer | null = null;

  const take = (found: ChatStanding, heldBefore: readonly string[]): void => {
    const isOther = current !== null && !isSamePerson(current, found);
    current = found;
    if (isOther) {
      liked.clear();
      onOtherPerson();
    }
    // One that was written since the question is not in the answer, and stays.
    const held = new Set(found.held.map(({ id }) => id));
    for (const id of isOther ? messages.held() : heldBefore) if (!held.has(id)) messages.drop(id);
    for (const message of found.held) messages.apply(message, message.seq);
    for (const id of found.liked) liked.add(id);
    onChange();
  };

  const refresh = (): void => {
    asked += 1;
    const question = asked;
    const heldBefore = messages.held();
    rest.call(getChatStanding, { params: { station } }).then(
      (found) => {
        if (question < answered) return; // the answer to a later question was here before
        answered = question;
        take(found, heldBefore);
      },
      () => undefined, // asked again at the next occasion
    );
  };

  const stop = (): void => {
    timer?.cancel();
    timer = null;
  };

  return {
    get current() {
      return current;
    },
    refresh,
    refreshAfter: (waitMs) => {
      if (waitMs === 0) refresh();
      else
        timer ??= clock.after(waitMs, () => {
          timer = null;
          refresh();
        });
    },
    stop,
    heedUnseen: () => {
      if (messages.held().length > 0) refresh();
    },
  };
};

const isSamePerson = ({ self: before }: ChatStanding, { self: now }: ChatStanding): boolean => {
  if (before.kind === 'member') return now.kind === 'member' && now.accountId === before.accountId;
  return now.kind === 'visitor' && (before.number === null || now.number === before.number);
};
