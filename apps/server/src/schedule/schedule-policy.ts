import type { Permission } from '@livestreamer/contracts';

/** Whose a planned show is. */
export interface PlanOwners {
  readonly stationOwnerId: string;
  /** Who will come with a source. */
  readonly accountId: string;
}

/** Who wants to. */
export interface Planner {
  readonly accountId: string;
  readonly permissions: readonly Permission[];
}

/** Pure: who plans, changes and calls off a show: whose show it is, whose station it is, and who manages all stations. */
export const mayPlan = (caller: Planner | null, { stationOwnerId, accountId }: PlanOwners): boolean =>
  caller !== null &&
  (caller.accountId === accountId ||
    caller.accountId === stationOwnerId ||
    caller.permissions.includes('station.manage'));
