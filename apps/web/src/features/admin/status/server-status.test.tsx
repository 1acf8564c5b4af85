// @vitest-environment happy-dom
import { PERMISSIONS } from '@livestreamer/contracts';
import { afterEach, expect, it } from 'vitest';
import { statusWith } from '../../../../screenshots/stand-in-status.ts';
import { byRole } from '../../../testing/by-role.ts';
import { until } from '../../../testing/person.ts';
import { openWebPage, type WebPage } from '../../../testing/web-rig.tsx';

const ADMIN = {
  id: 'a1',
  username: 'ada',
  email: 'ada@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['admin'],
  permissions: [...PERMISSIONS],
};

let page: WebPage;
afterEach(() => page.close());

const tile = (label: string): HTMLElement => {
  const found = [...document.querySelectorAll('dt')].find(({ textContent }) => textContent?.startsWith(label));
  if (!found?.parentElement) throw new Error(`There is no figure called ${label}.`);
  return found.parentElement;
};

const rows = (): string[] =>
  [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(' | '),
  );

const open = async (status: unknown): Promise<void> => {
  page = await openWebPage('/admin/status', { 'GET /account': ADMIN, 'GET /admin/status': status });
  await until(() => tile('Listeners'));
};

it('shows the figures of a server that is well, and marks none of them', async () => {
  await open(statusWith());
  byRole('heading', 'Status');
  expect(tile('Listeners').textContent).toContain('128');
  expect(tile('Disk').textContent).toContain('38.4 GB');
  expect(tile('Certificate').textContent).toContain('61 days left');
  expect(document.body.textContent).not.toContain('Look here');
  expect(rows()).toEqual(['night-harbour | Live | 128']);
});

it('says what is wrong, in words and at the figure', async () => {
  await open(
    statusWith({
      ready: false,
      dependencies: [{ name: 'redis', well: false, reason: 'redis did not answer within 2 s.' }],
      redis: { connected: false },
      disk: { freeBytes: 1_000_000 },
      audio: { stations: [{ station: 'club', state: 'held', listeners: 4, lostSeconds: 12, deadAir: false }] },
    }),
  );
  expect(document.body.textContent).toContain('Not ready');
  expect(document.body.textContent).toContain('redis did not answer within 2 s.');
  for (const label of ['Redis', 'Disk']) expect(tile(label).textContent).toContain('Look here');
  expect(tile('Letters').textContent).not.toContain('Look here');
  expect(rows()).toEqual(['club | Source away for 12 s | 4']);
});

it('leaves out what the server does not have, and says of the rest that it is not known', async () => {
  await open(statusWith({ redis: null, certificateDays: null, mail: null }));
  expect(() => tile('Redis')).toThrow();
  expect(() => tile('Certificate')).toThrow();
  expect(tile('Letters').textContent).toContain('Not known');
});
