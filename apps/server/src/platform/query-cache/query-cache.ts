import type { Clock } from '@livestreamer/clock';

/**
 * Answers of the database that many ask for. What is under a tag is forgotten everywhere the moment the tag is dropped: a load that began
 * before that may still answer whoever waited for it, and is not kept.
 */
export interface QueryCache {
  /** The kept answer, or what `load` gives; of all who ask at once one loads. `tags`: what it depends on. Must be JSON. */
  read<T>(question: Question<T>): Promise<T>;
  /** Forgets all that depends on one of these, on every node, when this resolves. */
  drop(tags: readonly string[]): Promise<void>;
}

export interface Question<T> {
  readonly key: string;
  readonly tags: readonly string[];
  readonly ttlMs: number;
  readonly load: () => Promise<T>;
}

interface Entry {
  readonly value: unknown;
  readonly version: string;
  readonly untilMs: number;
}

/** As many answers are kept; the oldest go first. */
const MOST_ENTRIES = 2_000;

/** For a single process. */
export const createQueryCache = ({ clock }: { clock: Pick<Clock, 'monotonicMs'> }): QueryCache => {
  const entries = new Map<string, Entry>();
  const loading = new Map<string, { readonly version: string; readonly answer: Promise<unknown> }>();
  /** How often a tag was dropped. */
  const drops = new Map<string, number>();
  const versionOf = (tags: readonly string[]): string => tags.map((tag) => drops.get(tag) ?? 0).join(' ');

  const keep = (key: string, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
  };

  return {
    read: <T>({ key, tags, ttlMs, load }: Question<T>): Promise<T> => {
      const version = versionOf(tags);
      const kept = entries.get(key);
      if (kept?.version === version && kept.untilMs > clock.monotonicMs()) return Promise.resolve(kept.value as T); // kept under this key by this very load
      const current = loading.get(key);
      if (current?.version === version) return current.answer as Promise<T>; // likewise
      const answer = load().then((value) => {
        if (versionOf(tags) === version) keep(key, { value, version, untilMs: clock.monotonicMs() + ttlMs });
        return value;
      });
      loading.set(key, { version, answer });
      const done = (): void => {
        if (loading.get(key)?.answer === answer) loading.delete(key);
      };
      answer.then(done, done);
      return answer;
    },
    drop: async (tags) => {
      for (const tag of tags) drops.set(tag, (drops.get(tag) ?? 0) + 1);
    },
  };
};
