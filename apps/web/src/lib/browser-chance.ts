/** Chance, as the web client sees it: at least 0 and less than 1. It only spreads listeners over time, so anybody may guess it. */
export type Chance = () => number;

/** The one place of the web client that throws dice. */
export const systemChance: Chance = () => Math.random();
