import { createHash } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';
import type { Role } from '@livestreamer/contracts';
import { permissionsOfAccount, permissionsOfRoles } from '../../access/index.ts';
import { emailKey } from '../../accounts/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { takeInvitation } from './invitation-store.ts';

/**
 * Takes an invitation for a new account with this address, in its transaction, and says what role it gives. Throws `invitation_wrong`
 * when it is not good any more, or was sent to somebody else.
 */
export type UseInvitation = (
  db: Db,
  use: { token: string; accountId: string; email: string },
) => Promise<{ role: Role }>;

/** Only this is stored: who reads the database cannot use the links. Tokens are random and long, so a plain hash keeps them. */
export const invitationHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** An invitation gives no more than whoever made it may still give. */
export const createInvitationUse =
  ({ clock }: { clock: Clock }): UseInvitation =>
  async (db, { token, accountId, email }) => {
    const at = new Date(clock.now());
    const taken = await takeInvitation(db, { tokenHash: invitationHash(token), accountId, at });
    if (!taken || (taken.email !== null && emailKey(taken.email) !== emailKey(email)))
      throw new AppError('invitation_wrong');
    const given = await permissionsOfRoles(db, [taken.role]);
    const own = await permissionsOfAccount(db, taken.makerId);
    if (!given.every((permission) => own.includes(permission))) throw new AppError('invitation_wrong');
    return { role: taken.role };
  };
