import type { IncomingMessage } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import { withDeadline } from '../platform/index.ts';
import { rangeOf } from '../platform/limits/index.ts';
import type { RealtimeCounters } from './realtime-counters.ts';
import type { RealtimeLimits } from './realtime-limits.ts';
import type { RealtimePerson } from './realtime-person.ts';

/** Why somebody does not get in, as an HTTP status. */
export type Refusal = '403 Forbidden' | '429 Too Many Requests' | '503 Service Unavailable';

/** One who got in. */
export interface Admission {
  /** Null: nobody is known by the cookie, so the connection is a person of its own. */
  readonly person: RealtimePerson | null;
  /** Call it when the connection is gone. */
  readonly release: () => void;
}

/** Who may open a connection, and how many of them at once. */
export interface RealtimeEntrance {
  admit(request: IncomingMessage): Promise<Admission | Refusal>;
}

export interface RealtimeEntranceOptions {
  readonly originAllowed: (origin: string | undefined, host: string | undefined) => boolean;
  /** The address of the person, also behind a trusted proxy. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Whose cookie it is; null: nobody's that is known. */
  readonly identify: (request: IncomingMessage) => Promise<RealtimePerson | null>;
  readonly limits: RealtimeLimits;
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
}

const IDENTIFY_MS = 5_000;

export const createRealtimeEntrance = (options: RealtimeEntranceOptions): RealtimeEntrance => {
  const { originAllowed, addressOf, identify, limits, counters, clock } = options;
  const perAddress = createTally();
  const perPerson = createTally();

  const whoIs = (request: IncomingMessage): Promise<RealtimePerson | null> => {
    const late = () => new Error(`It took longer than ${IDENTIFY_MS} ms to find out who connects.`);
    return withDeadline({ clock, ms: IDENTIFY_MS, work: () => identify(request), late });
  };

  return {
    admit: async (request) => {
      if (!originAllowed(request.headers.origin, request.headers.host)) {
        counters.refusedOrigins += 1;
        return '403 Forbidden';
      }
      const address = rangeOf(addressOf(request));
      if (perAddress.of(address) >= limits.connectionsPerAddress) {
        counters.refusedAddresses += 1;
        return '429 Too Many Requests';
      }
      const leaveAddress = perAddress.add(address); // counted while it waits, too
      try {
        const person = await whoIs(request);
        if (!person) return { person, release: leaveAddress };
        if (perPerson.of(person.key) >= limits.connectionsPerPerson) {
          counters.refusedPeople += 1;
          leaveAddress();
          return '429 Too Many Requests';
        }
        const leavePerson = perPerson.add(person.key);
        return {
          person,
          release: () => {
            leavePerson();
            leaveAddress();
          },
        };
      } catch {
        counters.refusedUnknown += 1;
        leaveAddress();
        return '503 Service Unavailable';
      }
    },
  };
};

/** How many there are of each. */
const createTally = () => {
  const counts = new Map<string, number>();
  const change = (key: string, by: 1 | -1): void => {
    const count = (counts.get(key) ?? 0) + by;
    if (count > 0) counts.set(key, count);
    else counts.delete(key);
  };
  return {
    of: (key: string): number => counts.get(key) ?? 0,
    add: (key: string) => {
      change(key, 1);
      return () => change(key, -1);
    },
  };
};
