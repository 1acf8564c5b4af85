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

const open = async (items: readonly unknown[], slowModeS = 0): Promise<void> => {
  const people = {
    members: 3,
    visitors: 0,
    names: ['anneke', 'anton', 'zoe'].map((username) => ({ username, badge: null })),
  };
  page = await openWebPage('/club', roomAnswers(items, { 'GET /stations/club/people': people }));
  await page.welcome(null, { slowModeS });
  await until(field);
};
const field = (): HTMLTextAreaElement => {
  const found = byRole('textbox', 'Write a message');
  if (!(found instanceof HTMLTextAreaElement)) throw new Error('no field');
  return found;
};
const write = (text: string): Promise<void> =>
  act(async () => {
    Reflect.set(HTMLTextAreaElement.prototype, 'value', text, field()); // by the element's own setter: React watches the other
    field().setSelectionRange(text.length, text.length);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
const key = (element: Element, name: string): Promise<boolean> =>
  act(async () => element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })));
const offered = (): (string | null)[] => allByRole('option').map(({ textContent }) => textContent);
const chosen = (): (string | null)[] =>
  allByRole('option')
    .filter((one) => one.getAttribute('aria-selected') === 'true')
    .map(({ textContent }) => textContent);

it('offers those who spoke last and then those who are here after an @, and takes one by the keyboard', async () => {
  await open([saidBy('anton')]);
  await write('Hi @an');
  await until(() => expect(offered()).toEqual(['@anton', '@anneke']));
  expect(chosen()).toEqual(['@anton']);
  await key(field(), 'ArrowDown');
  expect(chosen()).toEqual(['@anneke']);
  await key(field(), 'Enter');
  expect(field().value).toBe('Hi @anneke ');
  expect(offered()).toEqual([]);
  expect(page.sent).toEqual([]);
});

it('makes one line of what is pasted', async () => {
  await open([]);
  await write('one\r\n\r\ntwo\tthree');
  expect(field().value).toBe('one two three');
});

it('says in slow mode how long one rests after one’s own message, and sends nothing before that', async () => {
  const sentAt = new Date(Date.now() - 10_000).toISOString();
  await open([saidBy('zoe', { sentAt })], 0);
  expect(allByRole('timer')).toEqual([]);
  await page.welcome(null, { slowModeS: 60 });
  await until(() => expect(byRole('region', 'Chat').textContent).toMatch(/Slow mode: wait (4\d|50) seconds\./));
  await write('Too early');
  await press('Send');
  expect(page.sent).toEqual([]);
});

it('goes through the messages with the arrow keys, and Tab reaches only one of them', async () => {
  await open([saidBy('anton', { seq: 2, text: 'second' }), saidBy('anneke', { text: 'first' })]);
  const lines = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-line]')];
  await until(() => expect(lines().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0]));
  await act(async () => lines()[1]?.focus());
  await key(document.activeElement ?? document.body, 'ArrowUp');
  expect(document.activeElement?.textContent).toContain('first');
  expect(lines().map(({ tabIndex }) => tabIndex)).toEqual([0, -1]);
  await key(document.activeElement ?? document.body, 'End');
  expect(document.activeElement?.textContent).toContain('second');
});

it('asks nobody but this server for emoji', async () => {
  const { resolve } = createRequire(import.meta.url);
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return new Response(await readFile(resolve(address.replace('/emoji/', 'emojibase-data/')), 'utf8'));
  });
  await open([]);
  await press('Emoji');
  await until(() => expect(new Set(asked)).toEqual(new Set(['/emoji/en/data.json', '/emoji/en/messages.json'])));
});
