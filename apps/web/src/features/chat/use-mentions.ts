import { listPeople } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useWeb } from '../../lib/web-context.ts';
import { type MentionPlace, matchingNames, mentionPlace } from './mention-names.ts';
import { useChat } from './use-chat.ts';

/** Whoever came in this time is not offered yet. */
const FRESH_MS = 15_000;

/** The names that can stand where the caret is, and which of them Enter takes. */
export interface Mentions {
  readonly names: readonly string[];
  readonly active: number;
  /** Looks at what is before the caret. */
  readonly look: (text: string, caret: number) => void;
  /** Takes the keys that are for the names; gives whether it was one. */
  readonly press: (event: KeyboardEvent) => boolean;
  readonly choose: (name: string) => void;
  readonly close: () => void;
}

interface MentionsOptions {
  readonly station: string;
  readonly onChoose: (place: MentionPlace, name: string) => void;
}

/** Offers those who spoke last, then everybody who is here, as soon as there is an `@`. */
export const useMentions = ({ station, onChoose }: MentionsOptions): Mentions => {
  const { rest } = useWeb();
  const { view } = useChat(station);
  const [place, setPlace] = useState<MentionPlace | null>(null);
  const [active, setActive] = useState(0);
  const { data: people } = useQuery({
    queryKey: ['people', station, 'names'],
    queryFn: () => rest.call(listPeople, { params: { station } }),
    enabled: place !== null,
    staleTime: FRESH_MS,
  });
  const spoke = view.items.toReversed().flatMap(({ own, message }) => {
    return !own && message?.author.kind === 'member' ? [message.author.username] : [];
  });
  const here = people?.names.map(({ username }) => username) ?? [];
  const names = place ? matchingNames([...spoke, ...here], place.prefix) : [];

  const close = (): void => setPlace(null);
  const choose = (name: string): void => {
    if (place) onChoose(place, name);
    close();
  };
  return {
    names,
    active,
    choose,
    close,
    look: (text, caret) => {
      setPlace(mentionPlace(text, caret));
      setActive(0);
    },
    press: ({ key }) => {
      const { length } = names;
      if (length === 0) return false;
      if (key === 'ArrowDown') setActive((active + 1) % length);
      else if (key === 'ArrowUp') setActive((active + length - 1) % length);
      else if (key === 'Enter' || key === 'Tab') choose(names[active] ?? '');
      else if (key === 'Escape') close();
      else return false;
      return true;
    },
  };
};
