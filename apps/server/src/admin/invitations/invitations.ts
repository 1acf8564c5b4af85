import type { Clock } from '@livestreamer/clock';
import type { Invitation, Role } from '@livestreamer/contracts';
import { type AuditLog, permissionsOfRoles } from '../../access/index.ts';
import { accountById, emailKey } from '../../accounts/index.ts';
import type { LetterToSend } from '../../mail/index.ts';
import type { Caller } from '../../platform/http/index.ts';
import { AppError, type Chance } from '../../platform/index.ts';
import type { RateLimits } from '../../platform/limits/index.ts';
import type { Db, Sql } from '../../platform/postgres/index.ts';
import { covers } from '../managed-accounts/managing-policy.ts';
import { INVITATION_LETTERS } from './invitation-letter.ts';
import { deleteInvitation, insertInvitation } from './invitation-store.ts';
import { invitationHash } from './invitation-use.ts';

/** Who invites, and from where. */
export interface Inviting {
  readonly actor: Caller;
  readonly address: string;
}

/** Invitations: open → used, revoked or expired. Nobody invites to a role that gives more than they may do. */
export interface Invitations {
  /** The link is nowhere else: only its hash is stored. Throws `forbidden` or, of too many letters to one mailbox, `too_many_requests`. */
  make(inviting: Inviting, invitation: { email: string | null; role: Role }): Promise<Invitation & { link: string }>;
  /** Throws `forbidden`, or `not_found` when there is no such unused one. */
  revoke(inviting: Inviting, id: string): Promise<void>;
}

export interface InvitationsOptions {
  readonly sql: Sql;
  readonly audit: AuditLog;
  readonly limits: RateLimits;
  readonly queueLetter: (db: Db, letter: LetterToSend) => Promise<void>;
  /** Where people reach this server, without a slash at the end. */
  readonly siteUrl: () => string;
  readonly clock: Clock;
  readonly chance: Chance;
}

const LIFE_MS = 7 * 86_400_000;

const subjectOf = ({ email, role }: { email: string | null; role: Role }): string => `invitation:${email ?? role}`;

export const createInvitations = (options: InvitationsOptions): Invitations => {
  const { sql, audit, queueLetter, siteUrl, limits, clock, chance } = options;

  const sendLetter = async (db: Db, { actor, email, link }: { actor: Caller; email: string; link: string }) => {
    const language = (await accountById(db, actor.accountId))?.language ?? 'en';
    const facts = { site: new URL(siteUrl()).host, username: actor.username };
    const { subject, paragraphs, action } = INVITATION_LETTERS[language](facts);
    await queueLetter(db, { to: email, language, subject, paragraphs, action: { label: action, url: link } });
  };

  return {
    make: async ({ actor, address }, { email, role }) => {
      if (email !== null) await limits.take('letter-mailbox', `invitation ${emailKey(email)}`);
      return sql.begin(async (tx) => {
        if (!covers(actor.permissions, await permissionsOfRoles(tx, [role])))
          throw new AppError('forbidden', { message: 'This role gives more than your account may do.' });
        const token = chance.token();
        const createdAt = new Date(clock.now());
        const expiresAt = new Date(clock.now() + LIFE_MS);
        const tokenHash = invitationHash(token);
        const id = await insertInvitation(tx, {
          tokenHash,
          email,
          role,
          makerId: actor.accountId,
          createdAt,
          expiresAt,
        });
        const link = `${siteUrl()}/register?invitation=${token}`;
        if (email !== null) await sendLetter(tx, { actor, email, link });
        const details = { role, invitationId: id };
        await audit.record(tx, {
          actor,
          action: 'invitation.make',
          subject: subjectOf({ email, role }),
          details,
          address,
        });
        return {
          id,
          email,
          role,
          madeBy: actor.username,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          usedBy: null,
          link,
        };
      });
    },
    revoke: ({ actor, address }, id) =>
      sql.begin(async (tx) => {
        const revoked = await deleteInvitation(tx, id);
        if (!revoked) throw new AppError('not_found');
        if (!covers(actor.permissions, await permissionsOfRoles(tx, [revoked.role])))
          throw new AppError('forbidden', { message: 'This role gives more than your account may do.' });
        const details = { role: revoked.role, invitationId: id };
        await audit.record(tx, { actor, action: 'invitation.revoke', subject: subjectOf(revoked), details, address });
      }),
  };
};
