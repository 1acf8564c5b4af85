import type { Clock } from '@livestreamer/clock';
import { askForReminder, dropReminder, LIMITS } from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Sql } from '../../platform/postgres/index.ts';
import { plannedShowById } from '../schedule-store.ts';
import { countReminders, deleteReminder, insertReminder } from './reminder-store.ts';

/** Members ask for a letter before a show begins. */
export const reminderRoutes =
  ({ sql, clock }: { readonly sql: Sql; readonly clock: Clock }) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(askForReminder, async ({ params: { id } }, context) => {
      const { accountId } = requireCaller(context);
      const show = await plannedShowById(sql, id);
      if (!show || show.state === 'ended') throw new AppError('not_found');
      if (show.state !== 'scheduled' || show.endMs <= clock.now())
        throw new AppError('already_begun', {
          message: 'There is nothing to remind you of: this show is not to come.',
        });
      await insertReminder(sql, { accountId, broadcastId: id, askedAt: new Date(clock.now()) });
      // Counted afterwards, so that two at once find one another; asking for the same one again adds nothing.
      if ((await countReminders(sql, accountId)) > LIMITS.remindersPerAccount) {
        await deleteReminder(sql, { accountId, broadcastId: id });
        throw new AppError('too_many_of_these');
      }
      return undefined;
    });

    registrar.add(dropReminder, async ({ params: { id } }, context) => {
      await deleteReminder(sql, { accountId: requireCaller(context).accountId, broadcastId: id });
      return undefined;
    });
  };
