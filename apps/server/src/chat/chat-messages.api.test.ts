import { randomUUID } from 'node:crypto';
import { deleteMessage, editMessage, listMessageChanges } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf } from '../../testing/answer-code.ts';
import type { TestPerson } from '../../testing/api-harness.ts';
import type { TestMember } from '../../testing/test-members.ts';
import { type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;
let zoe: TestMember;
beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
});

test('what somebody says is stored, answered, and there for everybody', async () => {
  const said = await rig.say(zoe, { text: '  Hello, @nobody here  ' });
  expect(said).toEqual({
    id: expect.any(String),
    seq: 1,
    state: 'shown',
    broadcastId: null,
    author: { kind: 'member', accountId: zoe.accountId, username: zoe.username, badge: null },
    text: 'Hello, @nobody here',
    mentions: [],
    sentAt: expect.any(String),
    editedAt: null,
    likes: 0,
    replyTo: null,
  });
  expect(await rig.list()).toMatchObject({ items: [said], next: null, seq: 1 });
});

test('a call that is repeated with its key is one message, also when both come at once', async () => {
  const key = randomUUID();
  const all = await Promise.all(Array.from({ length: 5 }, () => rig.say(zoe, { key, text: 'Once' })));
  all.push(await rig.say(zoe, { key, text: 'Once' }));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(await rig.list()).toMatchObject({ items: [{ text: 'Once', seq: 1 }], seq: 1 });
  const other = await rig.member();
  expect((await rig.say(other, { key, text: 'Mine' })).text).toBe('Mine');
});

test('who is spoken to is named as they are, however they are spelt; who is gone is not', async () => {
  const max = await rig.member();
  const text = `Hello @${max.username.toUpperCase()}, and @${zoe.username}. Mail me: a@${zoe.username}`;
  expect((await rig.say(zoe, { text })).mentions).toEqual([max.username, zoe.username]);
  await rig.server.sql`update account set deleted_at = now() where id = ${max.accountId}`;
  expect((await rig.say(zoe, { text })).mentions).toEqual([zoe.username]);
});

test('what somebody said who is gone has no name, and an answer to it neither', async () => {
  const max = await rig.member();
  const { id } = await rig.say(max);
  await rig.say(zoe, { replyTo: id });
  await rig.server.sql`update account set deleted_at = now() where id = ${max.accountId}`;
  expect((await rig.list()).items).toMatchObject([
    { replyTo: { author: { kind: 'gone' } } },
    { author: { kind: 'gone' } },
  ]);
  expect(await codeOf(rig.say(zoe, { replyTo: '00000000-0000-4000-8000-000000000000' }))).toBe('not_found');
});

test('many who speak at once get numbers without gaps', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => rig.member()));
  const said = await Promise.all(people.flatMap((person) => [1, 2, 3].map((n) => rig.say(person, { text: `${n}` }))));
  expect(said.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, n) => n + 1));
});

test.each([
  ['nothing', ' \n '],
  ['nothing that can be seen', '\u200b\u2060\u3164'],
  ['a control character', 'a\u0007b'],
  ['501 characters', 'é'.repeat(501)],
])('%s is no message', async (_, text) => {
  await expect(rig.say(zoe, { text })).rejects.toMatchObject({ code: 'validation_failed', fields: [{ path: 'text' }] });
});

test('pages of the list lead both ways, and none is lost between them', async () => {
  for (let n = 1; n <= 7; n += 1) await rig.say(zoe, { text: `${n}` });
  const newest = await rig.list({ limit: 3 });
  expect(newest.items.map(({ text }) => text)).toEqual(['7', '6', '5']);
  const older = await rig.list({ limit: 3, cursor: newest.next ?? '' });
  expect(older.items.map(({ text }) => text)).toEqual(['4', '3', '2']);
  const oldest = await rig.list({ limit: 3, cursor: older.next ?? '' });
  expect(oldest).toMatchObject({ items: [{ text: '1' }], next: null });
  expect(await rig.texts({ cursor: older.previous ?? '', direction: 'newer' })).toEqual(['5', '6', '7']);
  expect(await rig.texts({ direction: 'newer', limit: 2 })).toEqual(['1', '2']);
  expect(await rig.texts({ beside: 3 })).toEqual(['2', '1']);
  expect(await rig.texts({ beside: 6, direction: 'newer' })).toEqual(['7']);
  await expect(rig.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'bad_request' });
  await rig.server.sql`delete from chat_message`;
  expect(await rig.list()).toMatchObject({ items: [], next: null, previous: null });
});

test('an edit within five minutes is marked, by its author alone, and not later', async () => {
  const { id } = await rig.say(zoe, { text: 'Helo' });
  const edit = (person: Pick<TestPerson, 'rest'>, text: string) =>
    person.rest.call(editMessage, { ...rig.message(id), body: { text } });
  expect(await edit(zoe, 'Hello')).toMatchObject({ id, seq: 1, text: 'Hello', editedAt: expect.any(String) });
  expect(await codeOf(edit(await rig.member(), 'Mine now'))).toBe('not_found');
  await rig.server.sql`update chat_message set sent_at = now() - interval '5 minutes 1 second'`;
  expect(await codeOf(edit(zoe, 'Hello again'))).toBe('chat_edit_late');
  expect(await rig.texts()).toEqual(['Hello']);
});

test('who deletes a message leaves its place, and nothing of its text: neither in lists nor in answers', async () => {
  const { id } = await rig.say(zoe, { text: 'A secret' });
  const answer = await rig.say(zoe, { text: 'What?', replyTo: id });
  expect(answer.replyTo).toMatchObject({ id, text: 'A secret' });
  const remove = (person: Pick<TestPerson, 'rest'>) => person.rest.call(deleteMessage, rig.message(id));
  expect(await codeOf(remove(await rig.member()))).toBe('not_found');
  await remove(zoe);
  await remove(zoe);
  const { items, seq } = await rig.list();
  expect(JSON.stringify(items)).not.toContain('secret');
  expect(items).toMatchObject([
    { text: 'What?', replyTo: { id, text: '' } },
    { id, state: 'deleted', text: '' },
  ]);
  expect(seq).toBe(3);
});

test('who was away gets what has changed, and the newest page when that is too much', async () => {
  const changes = (after: number) =>
    rig.server.visitor().rest.call(listMessageChanges, { ...rig.room, query: { after } });
  const first = await rig.say(zoe, { text: '1' });
  await rig.say(zoe, { text: '2' });
  await zoe.rest.call(editMessage, { ...rig.message(first.id), body: { text: 'one' } });
  expect(await changes(3)).toMatchObject({ fresh: false, seq: 3, items: [{ seq: 1, text: 'one' }] });
  expect(await changes(2)).toMatchObject({ items: [{ text: 'one' }, { text: '2' }] });
  expect(await changes(4)).toMatchObject({ fresh: true, seq: 3 });
  await rig.server.sql`
    insert into chat_message (station_id, seq, changed_seq, text, sent_at, state)
    select station_id, n, n, 'flood', now(), 'shown' from chat_room, generate_series(4, 250) n`;
  await rig.server.sql`update chat_room set seq = 250`;
  const fresh = await changes(1);
  expect(fresh).toMatchObject({ fresh: true, seq: 250 });
  expect(fresh.items.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => 201 + n));
});

test('visitors write where they may, each with a number of their own', async () => {
  const [ann, bob] = [await rig.visitor(), await rig.visitor()];
  expect(await codeOf(rig.say(ann))).toBe('not_signed_in');
  await rig.setRoom({ writers: 'everyone' });
  expect((await rig.say(ann)).author).toEqual({ kind: 'visitor', number: 1 });
  expect((await rig.say(bob)).author).toEqual({ kind: 'visitor', number: 2 });
  const again = await rig.say(ann, { text: 'Me again' });
  expect(again.author).toEqual({ kind: 'visitor', number: 1 });
  expect(await codeOf(bob.rest.call(deleteMessage, rig.message(again.id)))).toBe('not_found');
  await ann.rest.call(deleteMessage, rig.message(again.id));
  expect(await codeOf(rig.say(rig.server.visitor()))).toBe('not_signed_in');
});

test('only those who keep order write while the room is theirs, and nobody in a room that is closed', async () => {
  await rig.setRoom({ writers: 'team' });
  expect(await codeOf(rig.say(zoe))).toBe('chat_team_only');
  expect((await rig.say(rig.server.admin)).author).toMatchObject({ badge: 'owner' });
  await rig.server.sql`
    insert into station_role (station_id, account_id, role)
    select id, ${zoe.accountId}, 'moderator' from station where is_default`;
  expect((await rig.say(zoe)).author).toMatchObject({ badge: 'moderator' });
  await rig.setRoom({ open: false });
  expect(await codeOf(rig.say(rig.server.admin))).toBe('chat_closed');
});

test('in slow mode everybody rests between two messages, also when both come at once', async () => {
  await rig.setRoom({ slow_mode_s: 30 });
  const codes = await Promise.all(Array.from({ length: 4 }, (_, n) => codeOf(rig.say(zoe, { text: `${n}` }))));
  expect(codes.sort()).toEqual(['chat_slow_mode', 'chat_slow_mode', 'chat_slow_mode', 'done']);
  await expect(rig.say(zoe)).rejects.toMatchObject({
    status: 429,
    retryAfterS: expect.toSatisfy((s) => s > 25 && s <= 30),
  });
  await rig.say(await rig.member());
  await rig.say(rig.server.admin);
  await rig.say(rig.server.admin);
  await rig.server.sql`update chat_message set sent_at = sent_at - interval '31 seconds'`;
  await rig.say(zoe);
});
