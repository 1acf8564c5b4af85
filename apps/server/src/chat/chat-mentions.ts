import { LIMITS } from '@livestreamer/contracts';
import { usernameKey } from '../accounts/index.ts';
import type { Db } from '../platform/postgres/index.ts';
import { usernamesOfKeys } from './chat-mention-store.ts';

/** The accounts that a text speaks to with an `@`, by their usernames, in the order of the text. */
export const mentionsIn = async (db: Db, text: string): Promise<string[]> => {
  const keys = mentionedKeys(text);
  if (keys.length === 0) return [];
  const found = new Map((await usernamesOfKeys(db, keys)).map(({ key, username }) => [key, username]));
  return keys.flatMap((key) => found.get(key) ?? []).slice(0, LIMITS.chat.mentionsEach);
};

/** Keys of what may be usernames. A full stop or a hyphen after a name may belong to it, or to the sentence: both are asked for. */
export const mentionedKeys = (text: string): string[] => {
  const keys = new Set<string>();
  for (const [, name = ''] of text.matchAll(MENTION)) {
    if (keys.size >= MOST_ASKED) break;
    keys.add(usernameKey(name));
    const bare = name.replace(/[._-]+$/, '');
    if (bare.length >= LIMITS.username.min) keys.add(usernameKey(bare));
  }
  return [...keys];
};

/** An `@` within a word belongs to an address. The letters are those of `usernameSchema`. */
const MENTION = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}._@-])@([\\p{L}\\p{M}\\p{N}._-]{${LIMITS.username.min},${LIMITS.username.max}})(?![\\p{L}\\p{M}\\p{N}_@])`,
  'gu',
);
/** Twice as many as count: some are no accounts. */
const MOST_ASKED = LIMITS.chat.mentionsEach * 2;
