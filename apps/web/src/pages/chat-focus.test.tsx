// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { act } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { roomAnswers, saidBy } from '../testing/chat-answers.ts';
import { press, until } from '../testing/person.ts';
import { pretendLayout } from '../testing/pretend-layout.ts';
import { openWebPage, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
beforeAll(pretendLayout);
afterEach(async () => {
  await page.close();
  vi.unstubAllGlobals();
});

const MENU = 'What to do with the message of anton';
const open = async (): Promise<void> => {
  const people = { members: 1, visitors: 0, names: [{ username: 'anton', badge: null }] };
  page = await openWebPage('/club', roomAnswers([saidBy('anton')], { 'GET /stations/club/people': people }));
  await page.welcome(null);
  await until(() => byRole('button', MENU));
};
const key = (element: Element | null, name: string): Promise<void> =>
  act(async () => void element?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })));
const pressWithKeys = async (button: Element): Promise<void> => {
  if (button instanceof HTMLElement) await act(async () => button.focus());
  await act(async () => void (button instanceof HTMLElement && button.click()));
};
const openMenu = async (item: string): Promise<void> => {
  const button = byRole('button', MENU);
  if (button instanceof HTMLElement) await act(async () => button.focus());
  await key(button, 'Enter');
  await until(() => byRole('menuitem', item));
  const found = byRole('menuitem', item);
  if (found instanceof HTMLElement) await act(async () => found.focus());
  await act(async () => void (found instanceof HTMLElement && found.click()));
};
const focused = (): string | null | undefined => document.activeElement?.getAttribute('aria-label');

it('goes on at the button that opened a dialog when that is closed', async () => {
  await open();
  await pressWithKeys(byRole('button', '1 person here'));
  await until(() => byRole('heading', 'Who is here'));
  await key(document.activeElement, 'Escape');
  await until(() => expect(focused()).toBe('1 person here'));
});

it('goes on at the menu of the message when a dialog is closed that came from it', async () => {
  await open();
  await openMenu('Report');
  await until(() => byRole('heading', 'Report this message'));
  await press('Close');
  await until(() => expect(focused()).toBe(MENU));
});

it('goes on in the field when an answer is given up', async () => {
  await open();
  await openMenu('Answer');
  await until(() => expect(byRole('region', 'Chat').textContent).toContain('You answer anton. What a tune'));
  await pressWithKeys(byRole('button', 'Cancel'));
  await until(() => expect(focused()).toBe('Write a message'));
});

it('shows emoji by row and column from 1 on, and Escape closes them from the button and from within', async () => {
  const { resolve } = createRequire(import.meta.url);
  vi.stubGlobal(
    'fetch',
    async (address: string) =>
      new Response(await readFile(resolve(address.replace('/emoji/', 'emojibase-data/')), 'utf8')),
  );
  await open();
  const button = byRole('button', 'Emoji');
  await pressWithKeys(button);
  await until(() => expect(button.getAttribute('aria-expanded')).toBe('true'));
  await key(button, 'Escape');
  expect(button.getAttribute('aria-expanded')).toBe('false');
  await pressWithKeys(button);
  await until(() => expect(document.querySelectorAll('[role="gridcell"]').length).toBeGreaterThan(0));
  const numbers = [...document.querySelectorAll('[aria-colindex], [aria-rowindex]')].map((one) =>
    Number(one.getAttribute('aria-colindex') ?? one.getAttribute('aria-rowindex')),
  );
  expect(Math.min(...numbers)).toBe(1);
  expect(focused()).toBe('Search emoji');
  await key(byRole('searchbox', 'Search emoji'), 'Escape');
  expect(allByRole('searchbox', 'Search emoji')).toEqual([]);
  expect(focused()).toBe('Write a message');
});
