import type { Clock } from '@livestreamer/clock';
import { type AddressBan, banAddress, liftAddressBan, listAddressBans } from '@livestreamer/contracts';
import { z } from 'zod';
import { type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import { AppError, decodeCursor, encodeCursor } from '../platform/index.ts';
import { rangeOf } from '../platform/limits/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import { type AddressBanRecord, addressBanPage, deleteAddressBan, upsertAddressBan } from './address-ban-store.ts';
import type { AddressBans } from './address-bans.ts';
import type { AuditLog } from './audit-log.ts';

interface AddressBanRoutesOptions {
  readonly sql: Sql;
  readonly bans: AddressBans;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const pageKeySchema = z.tuple([z.iso.datetime(), z.string().max(64)]);

const reply = ({ range, reason, bannedAt, until, by }: AddressBanRecord): AddressBan => ({
  range,
  reason,
  bannedAt: bannedAt.toISOString(),
  until: until.toISOString(),
  by,
});

/** Bans of addresses, for those who keep order. */
export const addressBanRoutes =
  ({ sql, bans, audit, clock }: AddressBanRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listAddressBans, async ({ query: { cursor, limit } }) => {
      const after = decodeCursor(pageKeySchema, cursor);
      const found = await addressBanPage(sql, { after, limit: limit + 1, now: new Date(clock.now()) });
      const items = found.slice(0, limit).map(reply);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items, next: last ? encodeCursor([last.bannedAt, last.range]) : null };
    });

    registrar.add(banAddress, async ({ body }, context) => {
      const actor = requireCaller(context);
      const range = rangeOf(body.address);
      if (range === rangeOf(context.address))
        throw new AppError('forbidden', { message: 'That is your own address: you would lock yourself out.' });
      const bannedAt = new Date(clock.now());
      const until = new Date(body.until);
      if (until <= bannedAt) throw new AppError('bad_request', { message: 'The time until which to ban has passed.' });
      await sql.begin(async (tx) => {
        await upsertAddressBan(tx, { range, reason: body.reason, bannedAt, until, bannedBy: actor.accountId });
        const details = { reason: body.reason, until: body.until };
        await audit.record(tx, {
          actor,
          action: 'address.ban',
          subject: `address:${range}`,
          details,
          address: context.address,
        });
      });
      await bans.refresh();
      return reply({ range, reason: body.reason, bannedAt, until, by: actor.username });
    });

    registrar.add(liftAddressBan, async ({ params: { range } }, context) => {
      const actor = requireCaller(context);
      const wasBanned = await sql.begin(async (tx) => {
        const found = await deleteAddressBan(tx, range);
        if (found)
          await audit.record(tx, {
            actor,
            action: 'address.lift',
            subject: `address:${range}`,
            address: context.address,
          });
        return found;
      });
      await bans.refresh();
      if (!wasBanned) throw new AppError('not_found');
      return undefined;
    });
  };
