// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { press, until } from '../testing/person.ts';
import { MEMBER, SHOW_ID, scheduledWith } from '../testing/stand-in-show.ts';
import { NOTHING, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const ONE = { 'GET /stations': { items: [stationWith(null)], next: null } };
const OTHER_ID = SHOW_ID.replace(/1$/, '2');
const at = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();
const SHOWS = {
  items: [
    scheduledWith({ startsAt: at(27, 20), endsAt: at(27, 22) }),
    scheduledWith({ id: OTHER_ID, title: 'Evensong', startsAt: at(29, 9), endsAt: at(29, 10), reminder: true }),
  ],
  next: null,
};

it('groups what comes by the days of the visitor, and names their time zone', async () => {
  page = await openWebPage('/schedule', { ...ONE, 'GET /schedule': SHOWS });
  await until(() => byRole('region', 'Friday, November 27'));
  expect(byRole('region', 'Friday, November 27').textContent).toMatch(/8:00.PM.*10:00.PM.*Low Tide/);
  expect(byRole('region', 'Sunday, November 29').textContent).toContain('Evensong');
  expect(document.body.textContent).toContain(Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(byRole('link', 'Add to your calendar').getAttribute('href')).toBe('webcal://club:8000/club/calendar.ics');
});

it('asks for a letter, takes the wish back, and shows visitors the way in', async () => {
  page = await openWebPage('/schedule', {
    ...ONE,
    'GET /account': MEMBER,
    'GET /schedule': SHOWS,
    [`PUT /broadcasts/${SHOW_ID}/reminder`]: NOTHING,
    [`DELETE /broadcasts/${OTHER_ID}/reminder`]: NOTHING,
  });
  await press('Remind me: Low Tide');
  expect(byRole('button', 'Remind me: Evensong').getAttribute('aria-pressed')).toBe('true');
  await press('Remind me: Evensong');
  const acts = (): string[] => page.asked.filter((call) => call.endsWith('/reminder'));
  await until(() =>
    expect(acts()).toEqual([`PUT /broadcasts/${SHOW_ID}/reminder`, `DELETE /broadcasts/${OTHER_ID}/reminder`]),
  );
  await page.close();
  page = await openWebPage('/schedule', { ...ONE, 'GET /schedule': SHOWS });
  await until(() => byRole('link', 'Sign in to be reminded by mail'));
  expect(allByRole('button', 'Remind me: Low Tide')).toEqual([]);
});

it('a calendar shows a month, and the months beside it', async () => {
  page = await openWebPage('/schedule?month=2026-11', { ...ONE, 'GET /schedule': SHOWS });
  await until(() => expect(byRole('table', 'November 2026').textContent).toMatch(/8:00.PM Low Tide/));
  await press('Month after', 'link');
  expect(page.address()).toBe('/schedule?month=2026-12');
  await until(() => byRole('table', 'December 2026'));
  await press('List', 'link');
  await until(() => byRole('region', 'Friday, November 27'));
});

it('says that nothing is planned, and that it could not be loaded', async () => {
  const answers: Record<string, unknown> = { ...ONE, 'GET /schedule': refusal(403, 'forbidden') };
  page = await openWebPage('/schedule', answers);
  await until(() => byRole('alert'));
  answers['GET /schedule'] = { items: [], next: null };
  await press('Try again');
  await until(() => expect(document.body.textContent).toContain('Nothing is planned'));
});
