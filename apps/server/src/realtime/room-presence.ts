import type { Clock, Timer } from '@livestreamer/clock';
import type { Presence } from '@livestreamer/contracts';
import type { Logger } from '../platform/index.ts';
import { type PeopleHere, type PresenceStore, peopleOf, together } from './presence-store.ts';
import type { RealtimePerson } from './realtime-person.ts';

/**
 * Who is here, counted in people. Whoever comes or goes marks their room; every two seconds marked rooms are counted and told, so that five thousand
 * people who come at once cost a few events and not five thousand.
 */
export interface RoomPresence {
  /** A connection of this person was let in. */
  enter(room: string, person: RealtimePerson): void;
  leave(room: string, person: RealtimePerson): void;
  /** As it was counted last. */
  countsOf(room: string): Presence;
  /** By name, on all nodes. */
  peopleIn(room: string): Promise<PeopleHere>;
  /** Everybody in the rooms of this node, each once. */
  here(): Presence;
  /** Rooms that somebody on this node is in. */
  rooms(): Iterable<string>;
  /** Takes this node's people back, so that others do not count them for another minute. */
  stop(): Promise<void>;
}

interface RoomPresenceOptions {
  readonly store: PresenceStore;
  readonly tell: (room: string, presence: Presence) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

const ROUND_MS = 2_000;
/** Long before what was said is forgotten. Rooms are counted anew then too: another node may have died. */
const REPEAT_EVERY_ROUNDS = 10;

interface PersonHere {
  readonly person: RealtimePerson;
  connections: number;
}

export const createRoomPresence = ({ store, tell, clock, log }: RoomPresenceOptions): RoomPresence => {
  const here = new Map<string, Map<string, PersonHere>>();
  const told = new Map<string, Presence>();
  const marked = new Set<string>();
  let round = 0;
  let counting: Promise<void> | null = null;
  let failing = false;

  const localPeople = (room: string): PeopleHere =>
    peopleOf([...(here.get(room)?.values() ?? [])].map(({ person }) => person));

  /** While the store is away, people of this node are better than none. */
  const storedPeople = async (room: string): Promise<PeopleHere> => {
    const local = localPeople(room);
    try {
      await store.put(room, local);
      const people = await store.read(room);
      failing = false;
      return together([people, local]);
    } catch (err) {
      if (!failing) log.warn({ err }, 'Who is in the rooms of other servers is not known for now.');
      failing = true;
      return local;
    }
  };

  const countRoom = async (room: string): Promise<void> => {
    const { accounts, visitors } = await storedPeople(room);
    const counts = { members: accounts.size, visitors: visitors.size };
    const before = told.get(room);
    if (here.has(room)) told.set(room, counts);
    else told.delete(room);
    if (before?.members !== counts.members || before.visitors !== counts.visitors) tell(room, counts);
  };

  const countMarked = async (): Promise<void> => {
    for (const room of [...marked]) {
      marked.delete(room);
      await countRoom(room);
    }
  };

  const timer: Timer = clock.every(ROUND_MS, () => {
    round += 1;
    if (round % REPEAT_EVERY_ROUNDS === 0) for (const room of here.keys()) marked.add(room);
    counting ??= countMarked()
      .catch((err: unknown) => log.warn({ err }, 'Who is in a room could not be counted.'))
      .finally(() => {
        counting = null;
      });
  });

  return {
    enter: (room, person) => {
      const people = here.get(room) ?? new Map<string, PersonHere>();
      here.set(room, people);
      const known = people.get(person.key);
      people.set(person.key, { person, connections: (known?.connections ?? 0) + 1 });
      if (!known) marked.add(room);
    },
    leave: (room, { key }) => {
      const people = here.get(room);
      const known = people?.get(key);
      if (!people || !known) return;
      known.connections -= 1;
      if (known.connections > 0) return;
      people.delete(key);
      if (people.size === 0) here.delete(room);
      marked.add(room);
    },
    countsOf: (room) => told.get(room) ?? countsIn(localPeople(room)),
    peopleIn: async (room) => {
      const local = localPeople(room);
      try {
        return together([await store.read(room), local]);
      } catch {
        return local;
      }
    },
    here: () => {
      const everybody = [...here.values()].flatMap((people) => [...people.values()].map(({ person }) => person));
      return countsIn(peopleOf(everybody));
    },
    rooms: () => here.keys(),
    stop: async () => {
      timer.cancel();
      await counting;
      const left = [...here.keys(), ...marked];
      here.clear();
      await Promise.allSettled([...new Set(left)].map((room) => store.put(room, peopleOf([]))));
    },
  };
};

const countsIn = ({ accounts, visitors }: PeopleHere): Presence => ({
  members: accounts.size,
  visitors: visitors.size,
});
