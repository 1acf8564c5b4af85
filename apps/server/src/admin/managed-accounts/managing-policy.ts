import type { Permission, Role } from '@livestreamer/contracts';

/** Whether somebody with the permissions `own` may decide over what `others` gives: nobody rules over more than they have. */
export const covers = (own: readonly Permission[], others: readonly Permission[]): boolean =>
  others.every((permission) => own.includes(permission));

/** What changes between two lists, in either direction. */
const difference = (before: readonly Permission[], after: readonly Permission[]): Permission[] => [
  ...before.filter((permission) => !after.includes(permission)),
  ...after.filter((permission) => !before.includes(permission)),
];

interface RoleChange {
  /** Of whoever changes it. */
  readonly own: readonly Permission[];
  readonly role: Role;
  readonly before: readonly Permission[];
  readonly after: readonly Permission[];
}

/** Whether a role may be changed so. Admin always gives everything; of the others nobody gives or takes what they have not themselves. */
export const mayChangeRole = ({ own, role, before, after }: RoleChange): boolean =>
  role !== 'admin' && covers(own, difference(before, after));
