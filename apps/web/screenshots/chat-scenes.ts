import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';
import { LONG_TALK, said, TALK } from './stand-in-chat.ts';
import { liveWith, MEMBER, station } from './stand-in-stations.ts';

const ON_AIR = [station(liveWith({ hearts: 312, nowPlaying: 'Pole – Stadt' }))];
const BUSY = { messages: TALK, presence: { members: 41, visitors: 87 } };
const AT = '/stations/night-harbour';
const room = { path: '/', stations: ON_AIR, account: MEMBER, chat: BUSY } as const;

const json = (body: unknown) => ({ status: 200, json: body });
const standing = (over: Record<string, unknown>) => ({
  [`GET ${AT}/messages/standing`]: json({
    self: { kind: 'member', accountId: MEMBER.id, username: MEMBER.username },
    moderates: false,
    restriction: null,
    liked: [],
    held: [],
    ...over,
  }),
});
const KEEPER = {
  ...standing({ moderates: true }),
  [`GET ${AT}/moderation/room`]: json({
    open: true,
    writers: 'members',
    slowModeS: 0,
    clearedSeq: 0,
    pinned: null,
    announcement: null,
  }),
  [`GET ${AT}/moderation`]: json({ held: 2, reported: 1 }),
};

const write = async (page: Page, text: string): Promise<void> => {
  const field = page.getByRole('textbox', { name: /^(Write a message|Напишите сообщение)$/ });
  await field.scrollIntoViewIfNeeded();
  await field.fill(text);
};
const openMenu = async (page: Page, name: string): Promise<void> => {
  const button = page.getByRole('button', { name: `What to do with the message of ${name}` }).last();
  await button.scrollIntoViewIfNeeded();
  await button.click();
};

/** The room of a station. */
export const CHAT_SCENES: readonly Scene[] = [
  { name: 'chat-empty', path: '/', stations: ON_AIR, account: MEMBER, chat: { messages: [] } },
  { name: 'chat-busy', ...room, whole: true },
  { name: 'chat-visitor', ...room, stations: [station(null)], path: '/night-harbour', whole: true },
  { name: 'chat-ru', ...room, language: 'ru', whole: true },
  {
    name: 'chat-notes',
    ...room,
    chat: {
      ...BUSY,
      room: { announcement: 'The stream moves to a new address on Monday.', pinned: TALK[1] ?? null, slowModeS: 10 },
    },
    whole: true,
  },
  { name: 'chat-scrolled-up', ...room, chat: { ...BUSY, messages: LONG_TALK }, act: scrollUp, whole: true },
  {
    name: 'chat-failed-message',
    ...room,
    replies: { [`POST ${AT}/messages`]: 'chat_refused' },
    act: async (page) => {
      await write(page, 'Buy my mixtape');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'chat-muted',
    ...room,
    replies: standing({ restriction: { kind: 'mute', reason: 'Shouting', until: '2031-01-01T12:00:00.000Z' } }),
    whole: true,
  },
  {
    name: 'chat-slow-mode',
    ...room,
    chat: {
      ...BUSY,
      messages: [...TALK, said(13, 'marlene', 'Once more', { sentAt: new Date().toISOString() })],
      room: { slowModeS: 120 },
    },
    act: (page) => write(page, 'And again'),
  },
  {
    name: 'chat-answering',
    ...room,
    act: async (page) => {
      await openMenu(page, 'ёлка');
      await page.getByRole('menuitem', { name: 'Answer' }).click();
    },
  },
  {
    name: 'chat-mention',
    ...room,
    replies: {
      [`GET ${AT}/people`]: json({
        members: 2,
        visitors: 3,
        names: [
          { username: 'anneke', badge: null },
          { username: 'anton', badge: null },
        ],
      }),
    },
    act: async (page) => {
      await write(page, 'Hello ');
      await page.keyboard.type('@an');
    },
  },
  {
    name: 'chat-emoji',
    ...room,
    act: async (page) => {
      await page.getByRole('button', { name: 'Emoji' }).click();
      await page.getByRole('textbox', { name: 'Write a message' }).scrollIntoViewIfNeeded();
      await page.waitForTimeout(1_000);
    },
  },
  {
    name: 'chat-people',
    ...room,
    replies: {
      [`GET ${AT}/people`]: json({
        members: 41,
        visitors: 87,
        names: [
          { username: 'night_harbour', badge: 'owner' },
          { username: 'lighthouse', badge: 'moderator' },
          { username: 'anneke', badge: null },
        ],
      }),
    },
    act: (page) => page.getByRole('button', { name: '128 people here' }).click(),
  },
  { name: 'chat-moderator', ...room, replies: KEEPER, whole: true },
  { name: 'chat-moderator-menu', ...room, replies: KEEPER, act: (page) => openMenu(page, 'ёлка') },
  {
    name: 'chat-ban',
    ...room,
    replies: KEEPER,
    act: async (page) => {
      await openMenu(page, 'ёлка');
      await page.getByRole('menuitem', { name: 'Ban' }).click();
    },
  },
];

async function scrollUp(page: Page): Promise<void> {
  await page.getByRole('log').evaluate((log) => log.scrollBy(0, -900));
}
