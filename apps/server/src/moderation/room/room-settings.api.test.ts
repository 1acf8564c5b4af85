import {
  type ChatRoom,
  clearChat,
  editMessage,
  getChatRoom,
  getChatStanding,
  listMessageChanges,
  type RouteInput,
  setChatRoom,
  undoClearChat,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../../testing/answer-code.ts';
import type { TestPerson } from '../../../testing/api-harness.ts';
import type { TestMember } from '../../../testing/test-members.ts';
import { type ModerationRig, openModerationRig } from '../moderation-rig.ts';

let rig: ModerationRig;
let zoe: TestMember;
beforeAll(async () => {
  rig = await openModerationRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
});

type Person = Pick<TestPerson, 'rest'>;
const set = (body: RouteInput<typeof setChatRoom>['body'], { rest }: Person = rig.moderator): Promise<ChatRoom> =>
  rest.call(setChatRoom, { ...rig.room, body });
const clear = ({ rest }: Person = rig.moderator) => rest.call(clearChat, rig.room);
const unclear = ({ rest }: Person = rig.moderator) => rest.call(undoClearChat, rig.room);
const room = ({ rest }: Person = rig.moderator) => rest.call(getChatRoom, rig.room);
const say = (person: Person, text = 'Hello') => rig.say(person, { text });

test('a locked room is for those who keep order alone, at once', async () => {
  const visitor = await rig.visitor();
  expect(await codesOf([say(zoe), say(visitor)])).toEqual(['done', 'not_signed_in']);
  await set({ writers: 'everyone' });
  expect(await codesOf([say(zoe), say(visitor)])).toEqual(['done', 'done']);
  await set({ writers: 'team' });
  expect(await codesOf([say(zoe), say(visitor), say(rig.owner), say(rig.moderator), say(rig.everywhere)])).toEqual([
    'chat_team_only',
    'chat_team_only',
    'done',
    'done',
    'done',
  ]);
});

test('unlocking gives the room back to those who could write before', async () => {
  await set({ writers: 'everyone' });
  await set({ writers: 'team' });
  await set({ writers: 'team', slowModeS: 5 });
  expect(await set({ writers: 'before-lock' }, rig.owner)).toMatchObject({ writers: 'everyone', slowModeS: 5 });
  expect(await set({ writers: 'before-lock' })).toMatchObject({ writers: 'everyone' });
  await set({ writers: 'members' });
  await set({ writers: 'team' });
  expect(await set({ writers: 'before-lock' })).toMatchObject({ writers: 'members' });
});

test('in slow mode everybody rests but those who keep order', async () => {
  expect(await set({ slowModeS: 3_600 })).toMatchObject({ slowModeS: 3_600 });
  expect(await codesOf([say(zoe)])).toEqual(['done']);
  expect(await say(zoe).catch((error: unknown) => error)).toMatchObject({ code: 'chat_slow_mode' });
  expect(await codesOf([say(rig.moderator)])).toEqual(['done']);
  expect(await codesOf([say(rig.moderator)])).toEqual(['done']);
});

test('a closed chat takes nothing, and what was said is still there when it opens', async () => {
  await say(zoe);
  await set({ open: false });
  expect(await codeOf(say(zoe))).toBe('chat_closed');
  expect(await set({ open: true })).toMatchObject({ open: true });
  expect(await rig.texts()).toEqual(['Hello']);
});

test('what is left out stays, and the log says what was changed and nothing else', async () => {
  const { id } = await say(zoe, 'Read this');
  await set({ announcement: ' Tonight at nine ', pinned: id }, rig.owner);
  await set({ slowModeS: 10, writers: 'members' });
  await set({ slowModeS: 10 });
  await set({});
  expect(await room()).toMatchObject({
    open: true,
    writers: 'members',
    slowModeS: 10,
    announcement: 'Tonight at nine',
    pinned: { id, text: 'Read this' },
  });
  await set({ announcement: null, pinned: null });
  expect(await room()).toMatchObject({ announcement: null, pinned: null, slowModeS: 10 });
  expect(await rig.log()).toEqual([
    `${rig.moderator.username} | room.change | announcement: , pinned: `,
    `${rig.moderator.username} | room.change | slowModeS: 10`,
    `${rig.owner.username} | room.change | announcement: Tonight at nine, pinned: ${zoe.username}`,
  ]);
});

test('only what everybody sees is pinned', async () => {
  await rig.rule('word', 'casino', 'hold');
  const held = await say(zoe, 'casino');
  const unknown = '00000000-0000-4000-8000-000000000000';
  expect(await codesOf([set({ pinned: held.id }), set({ pinned: unknown })])).toEqual(['not_found', 'not_found']);
  expect(await codesOf([set({ slowModeS: 3_601 }), set({ announcement: '' })])).toEqual([
    'validation_failed',
    'validation_failed',
  ]);
  expect(await rig.log()).not.toContainEqual(expect.stringContaining('room.change'));
});

test('clearing takes everything away that was said so far, and can be undone once', async () => {
  await say(zoe, 'one');
  await clear();
  await say(zoe, 'two');
  const { clearedSeq } = await clear();
  await say(zoe, 'three');
  expect(await rig.texts()).toEqual(['three']);
  expect((await unclear()).clearedSeq).toBeLessThan(clearedSeq);
  expect(await rig.texts()).toEqual(['three', 'two']);
  await unclear();
  expect(await rig.texts()).toEqual(['three', 'two']);
  expect((await rig.log()).map((line) => line.split(' | ')[1])).toEqual(['room.unclear', 'room.clear', 'room.clear']);
});

test('what was cleared away is neither answered, nor changed, nor pinned, and waits for its author no more', async () => {
  await rig.rule('word', 'casino', 'hold');
  const { id } = await say(zoe, 'A secret');
  await say(zoe, 'casino');
  expect((await zoe.rest.call(getChatStanding, rig.room)).held).toHaveLength(1);
  await clear();
  const edit = zoe.rest.call(editMessage, { ...rig.message(id), body: { text: 'The secret' } });
  expect(await codesOf([rig.say(zoe, { replyTo: id }), edit, set({ pinned: id })])).toEqual([
    'not_found',
    'not_found',
    'not_found',
  ]);
  expect((await zoe.rest.call(getChatStanding, rig.room)).held).toEqual([]);
  await unclear();
  expect(await rig.say(zoe, { replyTo: id })).toMatchObject({ replyTo: { id, text: 'A secret' } });
});

test('texts that no database takes are refused with a word', async () => {
  const { id } = await say(zoe);
  expect(
    await codesOf([
      set({ announcement: 'a\u0000b' }),
      rig.rule('word', 'a\u0000b'),
      rig.restrict(rig.moderator, id, { reason: 'a\u0000b' }),
    ]),
  ).toEqual(['validation_failed', 'validation_failed', 'validation_failed']);
  expect(await set({ announcement: 'one\ntwo' })).toMatchObject({ announcement: 'one\ntwo' });
});

test('clearing twice in a row is one clearing, so that undoing it brings everything back', async () => {
  await say(zoe, 'one');
  await Promise.all([clear(), clear(rig.owner), clear(rig.everywhere)]);
  expect(await rig.texts()).toEqual([]);
  await unclear();
  expect(await rig.texts()).toEqual(['one']);
});

test('pages that saw the chat cleared get everything back by asking what has changed', async () => {
  const texts = ['one', 'two', 'three'];
  for (const text of texts) await say(zoe, text);
  const { seq } = await rig.list();
  await clear();
  await unclear();
  const query = { query: { after: seq + 1 } };
  const changes = await rig.server.visitor().rest.call(listMessageChanges, { ...rig.room, ...query });
  expect(changes).toMatchObject({ fresh: false, clearedSeq: 0, items: texts.map((text) => ({ text })) });
});

test('two hundred messages and more come back as the newest page, whatever is held among them', async () => {
  const { id } = await say(zoe);
  await rig.server.sql`
    with room as (update chat_room set seq = seq + 450 returning station_id, seq)
    insert into chat_message (station_id, seq, changed_seq, account_id, text, sent_at, state, held_for)
    select m.station_id, room.seq - n, room.seq - n, m.account_id, n::text, m.sent_at,
      case n % 2 when 0 then 'shown' else 'held' end, case n % 2 when 0 then null else '*' end
    from chat_message m, room, generate_series(0, 449) n where m.id = ${id}`;
  const { seq } = await rig.list();
  await clear();
  await unclear();
  const query = { query: { after: seq + 1 } };
  const changes = await rig.server.visitor().rest.call(listMessageChanges, { ...rig.room, ...query });
  expect(changes.fresh).toBe(true);
  expect(changes.items.at(-1)).toMatchObject({ text: '0' });
});

test('two who change the room at once both have their way', async () => {
  await Promise.all([
    set({ slowModeS: 5 }),
    set({ announcement: 'Hello' }, rig.owner),
    set({ writers: 'team' }, rig.everywhere),
  ]);
  expect(await room()).toMatchObject({ slowModeS: 5, announcement: 'Hello', writers: 'team' });
});

test('others change nothing', async () => {
  expect(await codesOf([set({ open: false }, zoe), clear(zoe), unclear(zoe), room(zoe)])).toEqual([
    'forbidden',
    'forbidden',
    'forbidden',
    'forbidden',
  ]);
  expect(await codeOf(room(rig.server.visitor()))).toBe('not_signed_in');
});
