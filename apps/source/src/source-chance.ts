import { randomInt } from 'node:crypto';

/** A number from 0 (included) to 1 (excluded), evenly spread. */
export type Chance = () => number;

const STEPS = 2 ** 32;

/** The one place that knows real chance. */
export const systemChance: Chance = () => randomInt(STEPS) / STEPS;
