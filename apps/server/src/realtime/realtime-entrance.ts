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
  readonly cookie: string | null;
  readonly address: string;
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
  readonly identify: (cookie: string | null) => Promise<RealtimePerson | null>;
  /** Counts changes of who people are: when it goes up during a question, the answer may be old. */
  readonly changesOfPeople: () => number;
  readonly limits: RealtimeLimits;
  readonly counters: RealtimeCounters;
  readonly clock: Clock;
}

const IDENTIFY_MS = 5_000;
/** How often it is asked who somebody is when people change all the time. */
const MOST_QUESTIONS = 3;

export const createRealtimeEntrance = (options: RealtimeEntranceOptions): RealtimeEntrance => {
  const { originAllowed, addressOf, identify, changesOfPeople, limits, counters, clock } = options;
  const perAddress = createTally();
  const perPerson = createTally();

  const ask = (cookie: string | null): Promise<RealtimePerson | null> => {
    const late = () => new Error(`It took longer than ${IDENTIFY_MS} ms to find out who connects.`);
    return withDeadline({ clock, ms: IDENTIFY_MS, work: () => identify(cookie), late });
  };

  /** As of now: who is banned while they are let in would stay otherwise. */
  const whoIs = async (cookie: string | null): Promise<RealtimePerson | null> => {
    for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
      const before = changesOfPeople();
      const person = await ask(cookie);
      if (changesOfPeople() === before) return person;
    }
    throw new Error('Who people are changed all the time.');
  };

  return {
    admit: async (request) => {
      if (!originAllowed(request.headers.origin, request.headers.host)) {
        counters.refusedOrigins += 1;
        return '403 Forbidden';
      }
      const address = addressOf(request);
      const range = rangeOf(address);
      const { cookie = null } = request.headers;
      if (perAddress.of(range) >= limits.connectionsPerAddress) {
        counters.refusedAddresses += 1;
        return '429 Too Many Requests';
      }
      const leaveAddress = perAddress.add(range); // counted while it waits, too
      try {
        const person = await whoIs(cookie);
        if (!person) return { person, cookie, address, release: leaveAddress };
        if (perPerson.of(person.key) >= limits.connectionsPerPerson) {
          counters.refusedPeople += 1;
          leaveAddress();
          return '429 Too Many Requests';
        }
        const leavePerson = perPerson.add(person.key);
        return {
          person,
          cookie,
          address,
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
