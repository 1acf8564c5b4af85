import { getChecks, runChecks } from '@livestreamer/contracts';
import type { RouteRegistrar } from '../platform/http/index.ts';
import type { CheckRuns } from './check-run.ts';

/** The same checks as `livestreamer-server doctor`, for the admin page. */
export const checkRoutes =
  (runs: CheckRuns) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getChecks, async () => ({ run: runs.last() }));
    registrar.add(runChecks, async () => ({ run: runs.begin() }));
  };
