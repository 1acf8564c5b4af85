import { endOtherSessions, endOwnSession, listOwnSessions } from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Sessions } from './sessions.ts';

/** Where the account is signed in, and signing out there. */
export const ownSessionRoutes =
  ({ sessions }: { sessions: Sessions }) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listOwnSessions, async (_, context) => ({
      items: await sessions.listOf(requireCaller(context).accountId, context.cookieHeader),
    }));

    registrar.add(endOwnSession, async ({ params: { session } }, context) => {
      if (!(await sessions.end(requireCaller(context).accountId, session))) throw new AppError('not_found');
      return undefined;
    });

    registrar.add(endOtherSessions, async (_, context) => {
      await sessions.endAllOf(requireCaller(context).accountId, { but: context.cookieHeader });
      return undefined;
    });
  };
