import { type Invitation, listInvitations, makeInvitation, revokeInvitation } from '@livestreamer/contracts';
import { z } from 'zod';
import { type CallContext, type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { decodeCursor, pageFrom } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { type InvitationRecord, invitationPage } from './invitation-store.ts';
import type { Invitations, Inviting } from './invitations.ts';

const pageKeySchema = z.tuple([z.iso.datetime(), z.uuid()]);

const reply = ({ createdAt, expiresAt, ...invitation }: InvitationRecord): Invitation => ({
  ...invitation,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

const inviting = (context: CallContext): Inviting => ({ actor: requireCaller(context), address: context.address });

/** Who may make an account by a link. */
export const invitationRoutes =
  ({ sql, invitations }: { sql: Sql; invitations: Invitations }) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listInvitations, async ({ query: { cursor, limit } }) => {
      const after = decodeCursor(pageKeySchema, cursor);
      const rows = await invitationPage(sql, { after, limit: limit + 1 });
      return pageFrom(rows, { limit, item: reply, key: ({ createdAt, id }) => [createdAt, id] });
    });

    registrar.add(makeInvitation, ({ body }, context) => invitations.make(inviting(context), body));

    registrar.add(revokeInvitation, async ({ params }, context) => {
      await invitations.revoke(inviting(context), params.invitation);
      return undefined;
    });
  };
