import { type Account, PERMISSIONS, ROLES } from '@livestreamer/contracts';
import type { Scene } from './scene.ts';

const ADMIN: Account = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  roles: ['admin'],
  permissions: [...PERMISSIONS],
};
const THEN = '2026-11-20T20:15:00.000Z';
const LATER = '2026-11-27T20:15:00.000Z';
const ID = '0193a1b2-0000-7000-8000-00000000000';
const account = { createdAt: THEN, ban: null, deletedAt: null, roles: ['broadcaster'] };
const page = (items: readonly unknown[]) => ({ status: 200, json: { items, next: null } });

const ADMINISTRATION = {
  stations: [],
  account: ADMIN,
  replies: {
    'GET /admin/accounts': page([
      { ...account, id: `${ID}1`, username: 'Zoë', email: 'zoe@example.org', state: 'active' },
      { ...account, id: `${ID}2`, username: 'anton', email: 'anton@example.org', state: 'unconfirmed', roles: [] },
      {
        ...account,
        id: `${ID}3`,
        username: 'noise',
        email: 'noise@example.org',
        state: 'banned',
        ban: { reason: 'Played static for six hours', until: LATER },
      },
    ]),
    'GET /admin/invitations': page([
      {
        id: `${ID}4`,
        email: null,
        role: 'broadcaster',
        madeBy: 'marlene',
        createdAt: THEN,
        expiresAt: LATER,
        usedBy: null,
      },
    ]),
    'GET /admin/roles': {
      status: 200,
      json: { roles: ROLES.map((role) => ({ role, permissions: role === 'admin' ? PERMISSIONS : [] })) },
    },
    'GET /admin/audit': page([
      {
        id: `${ID}5`,
        at: THEN,
        actor: { id: 'a1', name: 'marlene' },
        action: 'account.ban',
        subject: 'account:noise',
        details: { reason: 'Played static for six hours' },
        address: '192.0.2.7',
      },
    ]),
    'GET /admin/address-bans': page([]),
    'GET /admin/settings': { status: 200, json: { registration: 'invitation' } },
  },
} as const;

/** The pages of those who keep order. */
export const ADMIN_SCENES: readonly Scene[] = [
  { name: 'admin-accounts', path: '/admin', ...ADMINISTRATION },
  { name: 'admin-accounts-ru', path: '/admin', ...ADMINISTRATION, language: 'ru' },
  { name: 'admin-invitations', path: '/admin/invitations', ...ADMINISTRATION },
  { name: 'admin-roles', path: '/admin/roles', ...ADMINISTRATION },
  { name: 'admin-audit', path: '/admin/audit', ...ADMINISTRATION },
  { name: 'admin-bans', path: '/admin/bans', ...ADMINISTRATION },
  { name: 'admin-settings', path: '/admin/settings', ...ADMINISTRATION },
  { name: 'admin-letters', path: '/admin/letters', ...ADMINISTRATION },
];
