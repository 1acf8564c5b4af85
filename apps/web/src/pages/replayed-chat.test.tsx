// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { byRole } from '../testing/by-role.ts';
import { press, until } from '../testing/person.ts';
import { broadcastWith, SHOW_ID } from '../testing/stand-in-show.ts';
import { openWebPage, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
afterEach(() => page.close());

const said = (nth: number, text: string, atMs: number) => ({
  id: `3c2c4b34-6a52-4d0e-9f27-2d3ff3f4b00${nth}`,
  seq: nth,
  state: 'shown',
  broadcastId: SHOW_ID,
  author: { kind: 'member', accountId: 'a1', username: 'zoe', badge: null },
  text,
  mentions: [],
  sentAt: '2026-11-20T20:00:00.000Z',
  editedAt: null,
  likes: 0,
  replyTo: null,
  atMs,
});
const station = stationWith(null);
const openShow = async (items: unknown[]): Promise<void> => {
  page = await openWebPage(`/club/${SHOW_ID}`, {
    'GET /stations/club': station,
    'GET /stations': { items: [station], next: null },
    [`GET /broadcasts/${SHOW_ID}`]: broadcastWith(),
    [`GET /broadcasts/${SHOW_ID}/waveform`]: { peaks: [10], stepMs: 3_600_000 },
    [`GET /broadcasts/${SHOW_ID}/messages`]: { items, next: null },
  });
};
const chat = (): string => byRole('region', 'Chat').textContent ?? '';

it('is there to read while nothing plays, and plays from the time of a message', async () => {
  await openShow([said(1, 'What a tune', 60_000), said(2, 'Bye all', 3_000_000)]);
  await until(() => expect(chat()).toMatch(/1:00.*zoe.*What a tune.*50:00.*zoe.*Bye all/));
  await press('Play from 50:00');
  expect(page.element.currentTime).toBe(3_000);
});

it('comes as it came then while the recording plays', async () => {
  await openShow([said(1, 'What a tune', 60_000), said(2, 'Bye all', 3_000_000)]);
  await until(() => expect(chat()).toContain('Bye all'));
  await press('Play from 1:00');
  await act(async () => page.element.dispatchEvent(new Event('timeupdate')));
  await until(() => expect(chat()).not.toContain('Bye all'));
  expect(chat()).toContain('What a tune');
});

it('does not show where nobody said anything', async () => {
  await openShow([]);
  await until(() => byRole('slider', 'Position in the recording'));
  expect(document.body.textContent).not.toContain('Chat');
});
