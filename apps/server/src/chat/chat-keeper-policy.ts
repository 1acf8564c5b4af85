import type { Permission, StationRole } from '@livestreamer/contracts';

/** Whoever is signed in, as far as this must know. */
interface Member {
  readonly accountId: string;
  readonly permissions: readonly Permission[];
}

interface Place {
  readonly station: { readonly ownerId: string };
  /** What the member is on this station. */
  readonly roles: readonly StationRole[];
}

/** Who keeps order in the room of a station: its owner, its moderators, and who keeps order on all of them. */
export const keepsOrder = (member: Member, { station, roles }: Place): boolean =>
  member.accountId === station.ownerId || roles.includes('moderator') || member.permissions.includes('chat.moderate');
