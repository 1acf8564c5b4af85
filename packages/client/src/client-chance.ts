/** Chance, as this package sees it. It only spreads clients over time, so anybody may guess it. */
export interface ClientChance {
  /** At least 0 and less than 1. */
  fraction(): number;
}

/** The one place of this package that throws dice. */
export const systemClientChance: ClientChance = { fraction: () => Math.random() };
