import type { Permission, RouteAccess } from '@livestreamer/contracts';
import { AppError } from '../platform/index.ts';

/** Throws unless somebody with these permissions (null: nobody is signed in) may use what demands this access. */
export const guard = (access: RouteAccess, permissions: readonly Permission[] | null): void => {
  if (access === 'public') return;
  if (permissions === null) throw new AppError('not_signed_in');
  if (access !== 'signed-in' && !permissions.includes(access)) throw new AppError('forbidden');
};
