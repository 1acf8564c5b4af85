// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { allByRole, byRole } from '../testing/by-role.ts';
import { fill, press, problemOf, until } from '../testing/person.ts';
import { pretendLayout } from '../testing/pretend-layout.ts';
import { MEMBER } from '../testing/stand-in-show.ts';
import { openWebPage, refusal, stationWith, type WebPage } from '../testing/web-rig.tsx';

let page: WebPage;
beforeAll(pretendLayout);
afterEach(() => page.close());

const ID = '3c2c4b34-6a52-4d0e-9f27-2d3ff3f4a001';
const message = (over: Record<string, unknown> = {}) => ({
  id: ID,
  seq: 1,
  state: 'shown',
  broadcastId: null,
  author: { kind: 'member', accountId: 'a2', username: 'rolf', badge: null },
  text: 'What a tune',
  mentions: [],
  sentAt: new Date().toISOString(),
  editedAt: null,
  likes: 0,
  replyTo: null,
  ...over,
});
const standing = (over: Record<string, unknown> = {}) => ({
  self: { kind: 'member', accountId: 'a1', username: 'zoe' },
  moderates: false,
  restriction: null,
  liked: [],
  held: [],
  ...over,
});
const STATION = stationWith(null);
const MESSAGES = '/stations/club/messages';
const answers = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  'GET /account': MEMBER,
  'GET /stations/club': STATION,
  'GET /stations': { items: [STATION], next: null },
  [`GET ${MESSAGES}`]: { items: [message()], next: null, previous: null, seq: 1 },
  [`GET ${MESSAGES}/standing`]: standing(),
  ...over,
});
const open = async (given: Record<string, unknown>): Promise<void> => {
  page = await openWebPage('/club', given);
  await page.welcome(null);
  await until(() => byRole('region', 'Chat'));
};
const chat = (): string => byRole('region', 'Chat').textContent ?? '';
const field = (): HTMLTextAreaElement => {
  const found = byRole('textbox', 'Write a message');
  if (!(found instanceof HTMLTextAreaElement)) throw new Error('no field');
  return found;
};
const tellRoom = (seq: number, room: unknown): Promise<void> =>
  page.tell({ type: 'event', room: 'station:club', seq, event: { type: 'chat-room', room } } as never);
const choose = async (select: Element, value: string): Promise<void> => {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, value);
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
};
const write = async (text: string): Promise<void> => {
  await until(field);
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
};

it('shows what was said, and what is said from now on', async () => {
  await open(answers());
  await until(() => expect(chat()).toContain('What a tune'));
  const event = { type: 'message', seq: 2, message: message({ id: 'm2', seq: 2, text: 'And the next' }) } as const;
  await page.tell({ type: 'event', room: 'station:club', seq: 1, event } as never);
  await until(() => expect(chat()).toContain('And the next'));
});

it('an own message is there at once, and stays when it is stored', async () => {
  const mine = { author: { kind: 'member', accountId: 'a1', username: 'zoe', badge: null } };
  const stored = message({ ...mine, id: 'm2', seq: 2, text: 'Hello' });
  await open(answers({ [`POST ${MESSAGES}`]: Response.json(stored, { status: 201 }) }));
  await write('  Hello\n');
  await press('Send');
  await until(() => expect(chat()).toMatch(/zoe.*Hello/));
  expect(field().value).toBe('');
  expect(page.sent.at(-1)?.body).toMatchObject({ text: 'Hello', connection: 'c' });
  expect(chat()).not.toContain('On its way');
});

it('one that was refused says why, and can be given up', async () => {
  await open(answers({ [`POST ${MESSAGES}`]: refusal(403, 'chat_refused') }));
  await write('spam');
  await press('Send');
  await until(() => expect(chat()).toContain('A rule of this station does not let this message through.'));
  await press('Discard');
  await until(() => expect(chat()).not.toContain('spam'));
});

it('counts what people count, and sends nothing that is too long', async () => {
  await open(answers());
  await write(`${'👩‍👩‍👧‍👦'.repeat(100)}${'a'.repeat(400)}`);
  await until(() => expect(chat()).toContain('0 characters left'));
  await write(`${'👩‍👩‍👧‍👦'.repeat(100)}${'a'.repeat(400)}!`);
  await until(() => expect(chat()).toContain('1 character too many'));
  await press('Send');
  expect(page.sent).toEqual([]);
});

it('somebody who is muted is told why and until when, and has no field', async () => {
  const restriction = { kind: 'mute', reason: 'Shouting', until: '2031-01-01T12:00:00.000Z' };
  await open(answers({ [`GET ${MESSAGES}/standing`]: standing({ restriction }) }));
  await until(() => expect(chat()).toMatch(/You cannot write here until .*2031.*Reason: Shouting/));
  expect(allByRole('textbox', 'Write a message')).toEqual([]);
});

it('what was refused to somebody who is muted can only be given up', async () => {
  const given = answers({ [`POST ${MESSAGES}`]: refusal(403, 'chat_muted') });
  await open(given);
  await write('One more thing');
  given[`GET ${MESSAGES}/standing`] = standing({ restriction: { kind: 'mute', reason: 'Shouting', until: null } });
  await press('Send');
  await until(() => expect(chat()).toContain('Shouting'));
  await until(() => byRole('button', 'Discard'));
  expect(allByRole('button', 'Send again')).toEqual([]);
});

it('visitors are offered to sign in where members write', async () => {
  const self = { kind: 'visitor', number: null };
  await open(
    answers({ 'GET /account': refusal(401, 'not_signed_in'), [`GET ${MESSAGES}/standing`]: standing({ self }) }),
  );
  await until(() => expect(chat()).toContain('Members write here.'));
  const links = [...byRole('region', 'Chat').querySelectorAll('a')].map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/sign-in']);
});

it('likes a message, and takes the like back when the server says no', async () => {
  const given = answers({ [`PUT ${MESSAGES}/${ID}/like`]: { likes: 4 } });
  await open(given);
  await until(() => byRole('button', 'Like the message of rolf · 0'));
  await press('Like the message of rolf · 0');
  await until(() => expect(byRole('button', 'Like the message of rolf · 4').getAttribute('aria-pressed')).toBe('true'));
  given[`DELETE ${MESSAGES}/${ID}/like`] = refusal(429, 'too_many_requests');
  await press('Like the message of rolf · 4');
  await until(() => byRole('alert'));
  expect(byRole('button', 'Like the message of rolf · 4').getAttribute('aria-pressed')).toBe('true');
});

it('those who keep order can lock and slow the room, and clear it after a question', async () => {
  const room = { open: true, writers: 'members', slowModeS: 0, clearedSeq: 0, pinned: null, announcement: null };
  const given = answers({
    [`GET ${MESSAGES}/standing`]: standing({ moderates: true }),
    'GET /stations/club/moderation': { held: 1, reported: 1 },
    'PATCH /stations/club/moderation/room': { ...room, writers: 'team' },
    'PUT /stations/club/moderation/clearing': { ...room, clearedSeq: 1 },
    'DELETE /stations/club/moderation/clearing': room,
  });
  await open(given);
  await until(() => expect(byRole('link', '2 to look at').getAttribute('href')).toBe('/club/moderation'));
  await press('Lock');
  await tellRoom(1, { ...room, writers: 'team' });
  await until(() => byRole('button', 'Unlock'));
  expect(page.sent).toEqual([{ call: 'PATCH /stations/club/moderation/room', body: { writers: 'team' } }]);
  await press('Unlock');
  expect(page.sent.at(-1)).toEqual({ call: 'PATCH /stations/club/moderation/room', body: { writers: 'before-lock' } });
  await tellRoom(2, { ...room, slowModeS: 30 }); // another one of those who keep order did it
  await until(() => byRole('button', 'Lock'));
  expect(byRole('combobox', 'Slow mode')).toMatchObject({ value: '30' });
  await choose(byRole('combobox', 'Slow mode'), '10');
  expect(page.sent.at(-1)).toEqual({ call: 'PATCH /stations/club/moderation/room', body: { slowModeS: 10 } });
  await press('Clear');
  await press('Clear everything?');
  await until(() => byRole('button', 'Undo the clearing'));
  await tellRoom(3, { ...room, clearedSeq: 1 });
  await until(() => expect(chat()).toContain('The chat was cleared.'));
});

it('an admin can ban from the whole server, with a reason', async () => {
  const given = answers({
    'GET /account': { ...MEMBER, permissions: [...MEMBER.permissions, 'account.manage'] },
    [`GET ${MESSAGES}/standing`]: standing({ moderates: true }),
    'GET /stations/club/moderation': { held: 0, reported: 0 },
    'PUT /admin/accounts/a2/ban': refusal(403, 'last_admin'),
  });
  await open(given);
  await until(() => byRole('button', 'What to do with the message of rolf'));
  const menu = byRole('button', 'What to do with the message of rolf');
  await act(async () => void menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  await until(() => byRole('menuitem', 'Ban'));
  await act(async () => byRole('menuitem', 'Ban').click());
  await until(() => byRole('checkbox', 'On the whole server, not only on this station'));
  await act(async () => byRole('checkbox', 'On the whole server, not only on this station').click());
  await press('Ban');
  await until(() => expect(problemOf('Reason')).toBe('This is needed.'));
  await fill('Reason', 'Spam');
  await press('Ban');
  await until(() => expect(page.sent).toHaveLength(1));
  expect(page.sent[0]).toMatchObject({ call: 'PUT /admin/accounts/a2/ban', body: { reason: 'Spam' } });
});

it('is not there where the station has no chat', async () => {
  page = await openWebPage('/club', answers());
  await page.welcome(null, { open: false });
  await until(() => expect(allByRole('region', 'Chat')).toEqual([]));
});
