import type { Account } from '@livestreamer/contracts';
import type { Page } from 'playwright-core';
import { ACCOUNT_SCENES } from './account-scenes.ts';
import { ADMIN_SCENES } from './admin-scenes.ts';
import { CHAT_SCENES } from './chat-scenes.ts';
import { ENTRY_SCENES } from './entry-scenes.ts';
import { HEART_SCENES } from './heart-scenes.ts';
import type { Scene } from './scene.ts';
import { SHOW_SCENES } from './show-scenes.ts';
import { liveWith, station } from './stand-in-stations.ts';
import { STATION_SCENES } from './station-scenes.ts';
import { STUDIO_SCENES } from './studio-scenes.ts';

const ADMIN: Account = {
  id: 'a1',
  username: 'marlene',
  email: 'marlene@example.org',
  pendingEmail: null,
  language: 'en',
  roles: ['admin'],
  permissions: ['station.broadcast'],
};

const LONG_TITLE =
  'The Sunday service from the harbour church with the choir of the sailors’ mission, and a talk about lighthouses, fog horns and everything that helps people home on a night like this one';

const MANY = ['Night Harbour', 'Radio Kiosk', 'St Mary’s', 'Basement', 'Kammermusik am Mittag'].map((name, index) =>
  station(
    index % 2 === 0
      ? liveWith({ title: index === 0 ? 'Low Tide, Slow Dub' : 'Evensong', listeners: 12 * index + 1 })
      : null,
    {
      slug: `station-${index}`,
      name,
      default: index === 0,
    },
  ),
);

const pressPlay = (page: Page): Promise<void> => page.getByRole('button', { name: 'Play', exact: true }).click();

export const SCENES: readonly Scene[] = [
  ...ACCOUNT_SCENES,
  ...ADMIN_SCENES,
  ...CHAT_SCENES,
  ...ENTRY_SCENES,
  ...HEART_SCENES,
  ...STATION_SCENES,
  ...SHOW_SCENES,
  ...STUDIO_SCENES,
  { name: 'loading', path: '/', stations: [], server: 'never' },
  { name: 'off-air', path: '/', stations: [station(null)] },
  { name: 'off-air-wanted', path: '/', stations: [station(null)], act: pressPlay },
  { name: 'live', path: '/', stations: [station(liveWith())] },
  { name: 'live-signed-in', path: '/night-harbour', stations: [station(liveWith())], account: ADMIN },
  {
    name: 'live-account-menu',
    path: '/',
    stations: [station(liveWith())],
    account: ADMIN,
    act: (page) => page.getByRole('button', { name: 'Account of marlene' }).click(),
  },
  { name: 'live-connecting', path: '/', stations: [station(liveWith())], act: pressPlay },
  {
    name: 'live-focus',
    path: '/',
    stations: [station(liveWith())],
    act: (page) => page.getByRole('button', { name: 'Play', exact: true }).focus(),
  },
  { name: 'live-long-title', path: '/', stations: [station(liveWith({ title: LONG_TITLE, listeners: 12_345 }))] },
  { name: 'live-no-title', path: '/', stations: [station(liveWith({ title: '', listeners: 1 }))] },
  { name: 'live-ru', path: '/', stations: [station(liveWith({ title: 'Тихая вода', listeners: 22 }))], language: 'ru' },
  { name: 'reconnecting', path: '/', stations: [station(liveWith({ state: 'reconnecting' }))] },
  { name: 'reconnecting-wanted', path: '/', stations: [station(liveWith({ state: 'reconnecting' }))], act: pressPlay },
  { name: 'unreachable', path: '/', stations: [station(liveWith())], server: 'lost' },
  { name: 'unreachable-from-start', path: '/night-harbour', stations: [], server: 'down' },
  { name: 'station-missing', path: '/nowhere', stations: [station(null)] },
  { name: 'stations', path: '/', stations: MANY },
  { name: 'stations-empty', path: '/', stations: [] },
  { name: 'set-up-needed', path: '/', stations: [], setUpNeeded: true },
  { name: 'set-up', path: '/setup?token=abc', stations: [], setUpNeeded: true },
  {
    name: 'set-up-problems',
    path: '/setup?token=abc',
    stations: [],
    setUpNeeded: true,
    act: async (page) => {
      await page.getByLabel('Username').fill('no spaces here');
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Create the station' }).click();
    },
  },
  { name: 'go-live', path: '/setup', stations: [station(null)], account: ADMIN },
  { name: 'sign-in', path: '/sign-in', stations: [station(null)] },
  {
    name: 'sign-in-wrong',
    path: '/',
    stations: [station(liveWith())],
    act: async (page) => {
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByLabel('Username or e-mail').fill('marlene');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').waitFor();
    },
  },
];
