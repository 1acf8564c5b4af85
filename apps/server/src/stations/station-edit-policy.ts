import type { Permission } from '@livestreamer/contracts';

interface Editor {
  readonly accountId: string;
  readonly permissions: readonly Permission[];
}

/** Who may change a station and its team: its owner, and who manages all stations. */
export const mayEditStation = (editor: Editor | null, { ownerId }: { readonly ownerId: string }): boolean =>
  editor !== null && (editor.accountId === ownerId || editor.permissions.includes('station.manage'));

/**
 * Who may make a station: who manages all stations makes any, for anybody; who may broadcast and owns none makes one of their
 * own, so that nobody who is allowed to go on air has to ask for a place. `many`: they own one already.
 */
export const mayMakeStation = (
  maker: Editor,
  { ownerId, ownsOne }: { readonly ownerId: string; readonly ownsOne: boolean },
): 'yes' | 'no' | 'many' => {
  if (maker.permissions.includes('station.manage')) return 'yes';
  if (maker.accountId !== ownerId || !maker.permissions.includes('station.broadcast')) return 'no';
  return ownsOne ? 'many' : 'yes';
};
