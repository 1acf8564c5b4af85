/** Who mutes, bans, or takes that back. */
export interface RestrictingKeeper {
  readonly accountId: string;
  readonly ownsStation: boolean;
  /** Keeps order on all stations. */
  readonly everywhere: boolean;
}

/** Whom it is about; all false for somebody whom no account stands for. */
export interface RestrictedPerson {
  readonly accountId: string | null;
  readonly ownsStation: boolean;
  /** A moderator of this station. */
  readonly moderates: boolean;
  readonly everywhere: boolean;
}

/**
 * Nobody restricts the owner of a station, nor themselves. The owner restricts everybody else on it; who keeps order everywhere all but their like; a
 * moderator of the station nobody who keeps order. The same holds for lifting, so that nobody undoes what a stronger hand did to them.
 */
export const mayRestrict = (keeper: RestrictingKeeper, person: RestrictedPerson): boolean => {
  if (person.ownsStation || person.accountId === keeper.accountId) return false;
  if (keeper.ownsStation) return true;
  if (person.everywhere) return false;
  return keeper.everywhere || !person.moderates;
};
