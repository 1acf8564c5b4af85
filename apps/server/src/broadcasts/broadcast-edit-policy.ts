import type { Permission } from '@livestreamer/contracts';

/** Whose a broadcast is. */
export interface BroadcastOwners {
  readonly stationOwnerId: string;
  /** Whose source it is, or will be. */
  readonly accountId: string;
}

/** Whoever is signed in, as far as this must know. */
interface Editor {
  readonly accountId: string;
  readonly permissions: readonly Permission[];
}

/** Who may change a show, and see it while it is hidden: whoever made it, the station's owner, and who manages all stations. */
export const mayEditBroadcast = (caller: Editor | null, { stationOwnerId, accountId }: BroadcastOwners): boolean => {
  if (!caller?.permissions.includes('broadcast.edit')) return false;
  return (
    caller.accountId === accountId ||
    caller.accountId === stationOwnerId ||
    caller.permissions.includes('station.manage')
  );
};
