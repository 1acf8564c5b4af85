// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { until } from '../testing/person.ts';
import { cardWith, scheduledWith } from '../testing/stand-in-show.ts';
import { openWebPage, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const FULL = stationWith(null, {
  about: 'Slow music.\nEvery Friday.',
  links: [{ label: 'Our house', url: 'https://house.example/' }],
  accent: '#ffe600',
  artwork: { small: '/pictures/1-small.webp', large: '/pictures/1-large.webp' },
  archive: true,
});
const answers = {
  'GET /stations': { items: [FULL], next: null },
  'GET /stations/club': FULL,
  'GET /schedule': { items: [scheduledWith({ title: 'Fog Horn Hour' })], next: null },
  'GET /broadcasts': { items: [cardWith()], next: null },
};

it('the page says what comes, what was, and whose it is', async () => {
  page = await openWebPage('/', answers);
  await until(() => byRole('region', 'Coming up'));
  await until(() => byRole('region', 'Recent shows'));
  expect(byRole('region', 'About').textContent).toContain('Slow music.\nEvery Friday.');
  expect(allByRole('link', 'Fog Horn Hour')[0]?.getAttribute('href')).toBe(
    '/club/0193a1b2-0000-7000-8000-000000000001',
  );
});

it('links of people open beside the sound and recommend nothing', async () => {
  page = await openWebPage('/', answers);
  await until(() => byRole('link', 'Our house'));
  const link = byRole('link', 'Our house');
  expect(link.getAttribute('target')).toBe('_blank');
  expect(link.getAttribute('rel')?.split(' ')).toEqual(expect.arrayContaining(['noopener', 'nofollow', 'ugc']));
});

it('where there is one only, no page of it says the word', async () => {
  page = await openWebPage('/', answers);
  for (const path of ['/', '/archive', '/schedule', '/nowhere']) {
    await page.goTo(path);
    await until(() => expect(document.querySelector('h1')).not.toBeNull());
    expect(document.body.textContent).not.toMatch(/station/i);
  }
});

it('a page that has nothing of it shows no empty sections', async () => {
  page = await openWebPage('/club', {
    'GET /stations/club': stationWith(null),
    'GET /schedule': { items: [], next: null },
  });
  await until(() => expect(page.asked.some((call) => call.startsWith('GET /schedule'))).toBe(true));
  expect(allByRole('region')).toEqual([byRole('region', 'Chat'), byRole('region', 'Player')]);
});
