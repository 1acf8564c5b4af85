import type { RealtimePerson } from './realtime-person.ts';

/** Who is in a room: accounts by id with their names, visitors by key. */
export interface PeopleHere {
  readonly accounts: ReadonlyMap<string, string>;
  readonly visitors: ReadonlySet<string>;
}

/** Who is in which room, of all nodes together. What a node said is forgotten when it does not say it again within a minute. */
export interface PresenceStore {
  /** What this node sees now, in place of what it said before. */
  put(room: string, people: PeopleHere): Promise<void>;
  read(room: string): Promise<PeopleHere>;
}

/** Of a single node. */
export const createPresenceStore = (): PresenceStore => {
  const rooms = new Map<string, PeopleHere>();
  return {
    put: async (room, people) => {
      if (people.accounts.size + people.visitors.size > 0) rooms.set(room, people);
      else rooms.delete(room);
    },
    read: async (room) => rooms.get(room) ?? NOBODY_HERE,
  };
};

export const NOBODY_HERE: PeopleHere = { accounts: new Map(), visitors: new Set() };

/** Everybody once. */
export const peopleOf = (persons: Iterable<RealtimePerson>): PeopleHere => {
  const accounts = new Map<string, string>();
  const visitors = new Set<string>();
  for (const { key, account } of persons) {
    if (account) accounts.set(account.accountId, account.username);
    else visitors.add(key);
  }
  return { accounts, visitors };
};

/** Who is in one of several places. */
export const together = (places: readonly PeopleHere[]): PeopleHere => ({
  accounts: new Map(places.flatMap(({ accounts }) => [...accounts])),
  visitors: new Set(places.flatMap(({ visitors }) => [...visitors])),
});
