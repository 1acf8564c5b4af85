import type { ClientChance } from './client-chance.ts';

/** So few may ask in one moment. */
const SMALL_CROWD = 100;
const MOST_SPREAD_MS = 5_000;

/** Everybody in a room hears the same in one moment, and must not ask about it in one moment: how long to wait, up to a millisecond for each of a large crowd. */
export const crowdSpreadMs = (people: number, chance: ClientChance): number =>
  people <= SMALL_CROWD ? 0 : Math.ceil(chance.fraction() * Math.min(people, MOST_SPREAD_MS));
