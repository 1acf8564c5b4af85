import { getServerSettings, setServerSettings } from '@livestreamer/contracts';
import type { AuditLog } from '../access/index.ts';
import { type RouteRegistrar, requireCaller } from '../platform/http/index.ts';
import type { Sql } from '../platform/postgres/index.ts';
import type { ServerSettingsKeeper } from './server-settings.ts';

interface ServerSettingRoutesOptions {
  readonly sql: Sql;
  readonly settings: ServerSettingsKeeper;
  readonly audit: AuditLog;
}

/** What admins set while the server runs. */
export const serverSettingRoutes =
  ({ sql, settings, audit }: ServerSettingRoutesOptions) =>
  (registrar: RouteRegistrar): void => {
    registrar.add(getServerSettings, async () => ({ registration: await settings.registrationMode() }));

    registrar.add(setServerSettings, async ({ body: { registration } }, context) => {
      const actor = requireCaller(context);
      await sql.begin(async (tx) => {
        const details = { before: await settings.registrationMode(tx), after: registration };
        await settings.setRegistrationMode(tx, registration);
        await audit.record(tx, {
          actor,
          action: 'server.settings',
          subject: 'setting:registration',
          details,
          address: context.address,
        });
      });
      return { registration };
    });
  };
