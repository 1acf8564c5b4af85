// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { press, until } from '../testing/person.ts';
import { cardWith, MEMBER, SHOW_ID } from '../testing/stand-in-show.ts';
import { NOTHING, openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const OTHER_ID = SHOW_ID.replace(/1$/, '2');
const STATIONS = {
  'GET /stations': { items: [stationWith(null)], next: null },
  'GET /stations/club': stationWith(null),
};
const pageOf = (...items: unknown[]) => ({ items, next: null });
const archiveCalls = (): string[] => page.asked.filter((call) => call.startsWith('GET /broadcasts'));

const type = (text: string) =>
  act(async () => {
    const box = byRole('searchbox', 'Search the archive');
    Reflect.set(HTMLInputElement.prototype, 'value', text, box);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });

it('shows what was, with its day, its length and its hearts, and more on demand', async () => {
  page = await openWebPage('/archive', {
    ...STATIONS,
    'GET /broadcasts?limit=25': { items: [cardWith()], next: 'c1' },
    'GET /broadcasts?limit=25&cursor=c1': pageOf(cardWith({ id: OTHER_ID, title: 'Evensong' })),
  });
  await until(() => byRole('link', 'Low Tide'));
  expect(byRole('list', 'Archive').textContent).toMatch(/2026.*1 h 30 min.*12 hearts/);
  await press('Show more');
  await until(() => byRole('link', 'Evensong'));
  byRole('link', 'Low Tide');
  expect(allByRole('button', 'Show more')).toEqual([]);
});

it('searches as one types, asks once for what was typed, and keeps it in the address', async () => {
  page = await openWebPage('/club/archive', {
    ...STATIONS,
    'GET /broadcasts': pageOf(cardWith()),
    'GET /broadcasts?station=club&q=fog&limit=25': pageOf(),
  });
  await until(() => byRole('link', 'Low Tide'));
  for (const text of ['f', 'fo', 'fog']) await type(text);
  await until(() => expect(page.address()).toBe('/club/archive?q=fog'));
  await until(() => expect(document.body.textContent).toContain('No show is like that'));
  expect(archiveCalls()).toEqual([
    'GET /broadcasts?station=club&limit=25',
    'GET /broadcasts?station=club&q=fog&limit=25',
  ]);
  await press('Show everything');
  await until(() => byRole('link', 'Low Tide'));
  expect(page.address()).toBe('/club/archive');
  expect(byRole('searchbox', 'Search the archive')).toHaveProperty('value', '');
});

it('a tag leads to all that have it, says how many, and can be taken off', async () => {
  page = await openWebPage('/archive', { ...STATIONS, 'GET /broadcasts': pageOf(cardWith()) });
  await press('dub', 'link');
  expect(page.address()).toBe('/archive?tag=dub');
  await until(() => expect(document.body.textContent).toContain('1 show found'));
  expect(archiveCalls().at(-1)).toBe('GET /broadcasts?tag=dub&limit=25');
  await press('Without the tag dub');
  expect(page.address()).toBe('/archive');
});

it('says that it is empty, and that it could not be loaded, and tries again', async () => {
  const answers: Record<string, unknown> = { ...STATIONS, 'GET /broadcasts': refusal(403, 'forbidden') };
  page = await openWebPage('/archive', answers);
  await until(() => byRole('alert'));
  answers['GET /broadcasts'] = pageOf();
  await press('Try again');
  await until(() => expect(document.body.textContent).toContain('The archive is empty'));
});

it('members keep shows and find them again; visitors are offered nothing of the kind', async () => {
  const answers: Record<string, unknown> = {
    ...STATIONS,
    'GET /account': MEMBER,
    'GET /broadcasts': pageOf(cardWith()),
    'GET /account/bookmarks': pageOf(),
    [`PUT /broadcasts/${SHOW_ID}/bookmark`]: NOTHING,
  };
  page = await openWebPage('/archive', answers);
  await until(() => byRole('button', 'Bookmark: Low Tide'));
  answers['GET /account/bookmarks'] = pageOf(cardWith({ bookmarked: true }));
  await press('Bookmark: Low Tide');
  await until(() => expect(byRole('button', 'Bookmark: Low Tide').getAttribute('aria-pressed')).toBe('true'));
  await page.goTo('/bookmarks');
  await until(() => byRole('list', 'Bookmarks'));
  await until(() => expect(byRole('button', 'Bookmark: Low Tide').getAttribute('aria-pressed')).toBe('true'));
  await page.close();

  page = await openWebPage('/archive', { ...STATIONS, 'GET /broadcasts': pageOf(cardWith()) });
  await until(() => byRole('link', 'Low Tide'));
  expect(allByRole('button', 'Bookmark: Low Tide')).toEqual([]);
  await page.goTo('/bookmarks');
  await until(() => expect(document.body.textContent).toContain('Sign in to see the shows you keep.'));
});

it('a bookmark that could not be made says why and is not shown as made', async () => {
  page = await openWebPage('/archive', {
    ...STATIONS,
    'GET /account': MEMBER,
    'GET /broadcasts': pageOf(cardWith()),
    'GET /account/bookmarks': pageOf(),
    [`PUT /broadcasts/${SHOW_ID}/bookmark`]: refusal(409, 'too_many_of_these'),
  });
  await press('Bookmark: Low Tide');
  await until(() => byRole('alert'));
  expect(byRole('button', 'Bookmark: Low Tide').getAttribute('aria-pressed')).toBe('false');
});

it('under a station it is missing with it, and moves with it', async () => {
  page = await openWebPage('/nowhere/archive', STATIONS);
  await until(() => byRole('heading', 'There is nothing here'));
  await page.close();
  page = await openWebPage('/old-name/archive', {
    ...STATIONS,
    'GET /stations/old-name': stationWith(null),
    'GET /broadcasts': pageOf(cardWith()),
  });
  await until(() => byRole('link', 'Low Tide'));
  expect(page.address()).toBe('/club/archive');
});
