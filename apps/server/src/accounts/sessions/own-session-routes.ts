import { endOtherSessions, endOwnSession, listOwnSessions } from '@livestreamer/contracts';
import { type RouteRegistrar, requireCaller } from '../../platform/http/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Sessions } from './sessions.ts';

interface OwnSessionRoutesOptions {
  readonly sessions: Sessions;
  readonly onAccessChanged: (accountId: string) => void;
}

/** Where the account is signed in, and signing out there: its pages there are nobody's from then on. */
export const ownSessionRoutes =
  ({ sessions, onAccessChanged }: OwnSessionRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(listOwnSessions, async (_, context) => ({
      items: await sessions.listOf(requireCaller(context).accountId, context.cookieHeader),
    }));

    registrar.add(endOwnSession, async ({ params: { session } }, context) => {
      const { accountId } = requireCaller(context);
      if (!(await sessions.end(accountId, session))) throw new AppError('not_found');
      onAccessChanged(accountId);
      return undefined;
    });

    registrar.add(endOtherSessions, async (_, context) => {
      const { accountId } = requireCaller(context);
      await sessions.endAllOf(accountId, { but: context.cookieHeader });
      onAccessChanged(accountId);
      return undefined;
    });
  };
