import type { Clock } from '@livestreamer/clock';

/** What one challenge was given out for. */
export type Ceremony =
  | { readonly purpose: 'add'; readonly accountId: string; readonly challenge: string }
  | { readonly purpose: 'sign-in'; readonly challenge: string };

/** How long somebody may look for the key, in ms; the browser is told the same. */
export const CEREMONY_MS = 5 * 60_000;

/** Challenges that wait for their answer. Each is good once, and for five minutes. */
export interface CeremonyStore {
  put(token: string, ceremony: Ceremony): Promise<void>;
  /** Of several who bring the same token one gets it. Null: never there, taken, or too old. */
  take(token: string): Promise<Ceremony | null>;
}

/** Far more than people who look for their keys at the same moment. */
const MOST = 10_000;

/** For a single process. When there are too many, the oldest goes. */
export const createCeremonyStore = ({ clock, most = MOST }: { clock: Clock; most?: number }): CeremonyStore => {
  /** In the order they came, which is the order they end in. */
  const waiting = new Map<string, Ceremony & { readonly untilMs: number }>();

  const sweep = (): void => {
    for (const [token, { untilMs }] of waiting) {
      if (untilMs > clock.monotonicMs() && waiting.size < most) return;
      waiting.delete(token);
    }
  };

  return {
    put: async (token, ceremony) => {
      sweep();
      waiting.set(token, { ...ceremony, untilMs: clock.monotonicMs() + CEREMONY_MS });
    },
    take: async (token) => {
      const found = waiting.get(token);
      waiting.delete(token);
      if (!found || found.untilMs <= clock.monotonicMs()) return null;
      const { untilMs: _, ...ceremony } = found;
      return ceremony;
    },
  };
};
