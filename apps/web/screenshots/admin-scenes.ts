import { type Account, type CheckRun, PERMISSIONS, ROLES } from '@livestreamer/contracts';
import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';
import { RUN_UNDER_WAY, TROUBLED_RUN, WELL_RUN } from './stand-in-checks.ts';
import { statusWith } from './stand-in-status.ts';

const ADMIN: Account = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['admin'],
  permissions: [...PERMISSIONS],
};
const THEN = '2026-11-20T20:15:00.000Z';
const LATER = '2026-11-27T20:15:00.000Z';
const ID = '0193a1b2-0000-7000-8000-00000000000';
const account = { createdAt: THEN, secondFactor: false, ban: null, deletedAt: null, roles: ['broadcaster'] };
const page = (items: readonly unknown[]) => ({ status: 200, json: { items, next: null } });

/** As migration 0003 gives them. */
const MAY = { listener: [], broadcaster: ['station.broadcast', 'broadcast.edit'], moderator: [], admin: PERMISSIONS };

const INVITATION = {
  id: `${ID}4`,
  email: null,
  role: 'broadcaster',
  madeBy: 'marlene',
  createdAt: THEN,
  expiresAt: LATER,
  usedBy: null,
};

const LETTER =
  '<!doctype html><html><body><h1>Hello Zoë</h1><p><a href="https://radio.example">Confirm the address</a></p></body></html>';

const act = (action: string, subject: string, details: Record<string, unknown> = {}) => ({
  id: `${action} ${subject}`,
  at: THEN,
  actor: { id: 'a1', name: 'marlene' },
  action,
  subject,
  details,
  address: '192.0.2.7',
});

const AUDIT = [
  act('account.ban', 'account:noise', { reason: 'Played static for six hours', until: LATER }),
  act('account.roles', 'account:Zoë', { before: ['listener'], after: ['listener', 'moderator'] }),
  act('role.permissions', 'role:moderator', { before: [], after: ['account.manage', 'audit.read'] }),
  act('server.settings', 'setting:registration', { before: 'open', after: 'invitation' }),
  act('invitation.make', 'invitation:anton@example.org', { role: 'broadcaster', invitationId: ID }),
  act('station.team-add', 'station:night-harbour', { username: 'anton', role: 'co-broadcaster' }),
  { ...act('address.lift', 'address:198.51.100.23'), actor: null, address: null },
];

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
      { ...account, id: `${ID}7`, username: 'gone', email: 'gone@example.org', state: 'deleted', deletedAt: THEN },
    ]),
    'GET /admin/invitations': page([
      INVITATION,
      { ...INVITATION, id: `${ID}8`, email: 'anton@example.org', role: 'listener', usedBy: 'anton' },
    ]),
    'GET /admin/roles': {
      status: 200,
      json: { roles: ROLES.map((role) => ({ role, permissions: MAY[role] })) },
    },
    'GET /admin/audit': page(AUDIT),
    'GET /admin/address-bans': page([
      { range: '198.51.100.23', reason: 'Too many requests', bannedAt: THEN, until: LATER, by: null },
      {
        range: '2001:db8:7:11::/64',
        reason: 'Guessed passwords all night',
        bannedAt: THEN,
        until: LATER,
        by: 'marlene',
      },
    ]),
    'GET /admin/letters': {
      status: 200,
      json: {
        items: [
          {
            id: `${ID}6`,
            to: 'zoe@example.org',
            subject: 'Confirm your address',
            text: 'Hello Zoë',
            html: LETTER,
            at: THEN,
          },
        ],
      },
    },
    'POST /admin/invitations': {
      status: 201,
      json: { ...INVITATION, link: 'https://radio.example/register?invitation=3Jq9ZbV0xWmT7cRkY2uPaE5hN8dLsG1o' },
    },
    'PUT /admin/settings': { status: 200, json: { registration: 'open' } },
    'GET /admin/settings': { status: 200, json: { registration: 'invitation' } },
  },
} as const;

const MANY = Array.from({ length: 25 }, (_, index) => ({
  ...account,
  id: `${ID}${index + 10}`,
  username: `listener-${index + 1}`,
  email: `listener-${index + 1}@example.org`,
  state: 'active',
}));

const STATUS = {
  ...ADMINISTRATION,
  replies: { ...ADMINISTRATION.replies, 'GET /admin/status': { status: 200, json: statusWith() } },
};

const station = (name: string, listeners: number, over = {}) => ({
  ...{ station: name, state: 'live' as const, listeners, lostSeconds: 0, deadAir: false },
  ...over,
});

const BAD_STATUS = statusWith({
  ready: false,
  dependencies: [
    { name: 'postgres', well: true, reason: null },
    { name: 'redis', well: false, reason: 'redis did not answer within 2 s.' },
    { name: 'disk', well: false, reason: 'disk has only 41 MB left for DATA_DIR; it needs 68.' },
    { name: 'jobs', well: true, reason: null },
  ],
  audio: {
    stations: [
      station('night-harbour', 902),
      station('a-station-with-quite-a-long-address', 61, { deadAir: true }),
      station('club', 12, { state: 'held', lostSeconds: 37.4 }),
    ],
  },
  loopDelay: { p50Ms: 4, p99Ms: 182.4, maxMs: 344 },
  redis: { connected: false, reconnects: 3 },
  mail: { waiting: 14, oldestSeconds: 5_400, givenUp: 2 },
  jobs: { due: 3, oldestDueSeconds: 20, failed: 1 },
  database: { inUse: 10, waiting: 27, lost: 4 },
  disk: { freeBytes: 41_000_000 },
  certificateDays: 3.2,
});

const pressFirst =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.locator('main').getByRole('button', { name, exact: true }).first().click();

const checks = (run: CheckRun | null) => ({
  ...ADMINISTRATION,
  path: '/admin/checks',
  replies: { ...ADMINISTRATION.replies, 'GET /admin/checks': { status: 200, json: { run } } },
});

/** The pages of those who keep order. */
export const ADMIN_SCENES: readonly Scene[] = [
  { name: 'admin-accounts', path: '/admin', ...ADMINISTRATION },
  { name: 'admin-accounts-ru', path: '/admin', ...ADMINISTRATION, language: 'ru' },
  { name: 'admin-invitations', path: '/admin/invitations', ...ADMINISTRATION },
  { name: 'admin-roles', path: '/admin/roles', ...ADMINISTRATION },
  { name: 'admin-audit', path: '/admin/audit', ...ADMINISTRATION },
  { name: 'admin-bans', path: '/admin/bans', ...ADMINISTRATION },
  { name: 'admin-status', path: '/admin/status', ...STATUS, whole: true },
  {
    name: 'admin-status-bad',
    path: '/admin/status',
    ...STATUS,
    replies: { ...STATUS.replies, 'GET /admin/status': { status: 200, json: BAD_STATUS } },
    language: 'ru',
    whole: true,
  },
  { name: 'admin-checks', ...checks(TROUBLED_RUN), whole: true },
  { name: 'admin-checks-ru', ...checks(TROUBLED_RUN), language: 'ru', whole: true },
  { name: 'admin-checks-well', ...checks(WELL_RUN), whole: true },
  { name: 'admin-checks-under-way', ...checks(RUN_UNDER_WAY) },
  { name: 'admin-checks-never', ...checks(null) },
  { name: 'admin-settings', path: '/admin/settings', ...ADMINISTRATION },
  { name: 'admin-letters', path: '/admin/letters', ...ADMINISTRATION },
  { name: 'admin-audit-ru', path: '/admin/audit', ...ADMINISTRATION, language: 'ru' },
  { name: 'admin-roles-ru', path: '/admin/roles', ...ADMINISTRATION, language: 'ru' },
  { name: 'admin-account-roles', path: '/admin', ...ADMINISTRATION, act: pressFirst('Roles') },
  { name: 'admin-account-ban', path: '/admin', ...ADMINISTRATION, act: pressFirst('Ban') },
  { name: 'admin-account-delete', path: '/admin', ...ADMINISTRATION, act: pressFirst('Delete') },
  {
    name: 'admin-account-last',
    path: '/admin',
    ...ADMINISTRATION,
    replies: { ...ADMINISTRATION.replies, [`DELETE /admin/accounts/${ID}1`]: 'last_admin' },
    act: async (page) => {
      await pressFirst('Delete')(page);
      await pressFirst('Really delete Zoë?')(page);
    },
  },
  {
    name: 'admin-accounts-none',
    path: '/admin',
    ...ADMINISTRATION,
    replies: { ...ADMINISTRATION.replies, 'GET /admin/accounts': page([]) },
  },
  {
    name: 'admin-accounts-more',
    path: '/admin',
    ...ADMINISTRATION,
    replies: { ...ADMINISTRATION.replies, 'GET /admin/accounts': { status: 200, json: { items: MANY, next: 'more' } } },
    act: (page) => page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'admin-invitation-made',
    path: '/admin/invitations',
    ...ADMINISTRATION,
    act: pressFirst('Make an invitation'),
  },
  {
    name: 'admin-settings-saved',
    path: '/admin/settings',
    ...ADMINISTRATION,
    act: (page) => page.getByRole('radio').first().click(),
  },
  { name: 'admin-letter-open', path: '/admin/letters', ...ADMINISTRATION, act: pressFirst('Open') },
  {
    name: 'admin-moderator',
    path: '/admin',
    ...ADMINISTRATION,
    account: { ...ADMIN, roles: ['moderator'], permissions: ['account.manage', 'ban.manage'] },
  },
  { name: 'admin-forbidden', path: '/admin', ...ADMINISTRATION, account: { ...ADMIN, roles: [], permissions: [] } },
];
