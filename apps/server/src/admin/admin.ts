import type { RouteRegistrar } from '../platform/http/index.ts';
import { auditRoutes } from './audit-routes.ts';
import { invitationRoutes } from './invitations/invitation-routes.ts';
import { createInvitations, type InvitationsOptions } from './invitations/invitations.ts';
import { managedAccountRoutes } from './managed-accounts/managed-account-routes.ts';
import { createManagedAccounts, type ManagedAccountsOptions } from './managed-accounts/managed-accounts.ts';
import { roleRoutes } from './role-routes.ts';
import { serverSettingRoutes } from './server-setting-routes.ts';
import type { ServerSettingsKeeper } from './server-settings.ts';

/** What those see and do who keep a server in order. */
export interface Admin {
  routes(registrar: RouteRegistrar): void;
}

interface AdminOptions extends InvitationsOptions, ManagedAccountsOptions {
  readonly settings: ServerSettingsKeeper;
}

export const createAdmin = (options: AdminOptions): Admin => {
  const managed = createManagedAccounts(options);
  const invitations = createInvitations(options);
  const routes = [
    managedAccountRoutes({ ...options, managed }),
    roleRoutes(options),
    invitationRoutes({ ...options, invitations }),
    auditRoutes(options),
    serverSettingRoutes(options),
  ];
  return {
    routes: (registrar) => {
      for (const register of routes) register(registrar);
    },
  };
};
