import { afterEach, beforeEach, expect, test } from 'vitest';
import { heldMessagesOf, messagesBeside } from './chat-list-read-model.ts';
import { type ChatNode, type ChatPartsRig, openChatPartsRig } from './chat-parts-rig.ts';
import type { ChatWriter } from './chat-writer.ts';

let rig: ChatPartsRig;
let node: ChatNode;
let zoe: ChatWriter & { kind: 'member' };
beforeEach(async () => {
  rig = await openChatPartsRig();
  node = rig.node();
  zoe = await rig.addMember('zoe');
});
afterEach(() => rig.close());

const MUTE = { kind: 'mute', reason: 'too loud', until: '2026-02-01T00:00:00.000Z' } as const;
const BAN = { kind: 'ban', reason: 'spam', until: null } as const;
const HOLD = { act: 'hold', rule: 'word: bad' } as const;
const own = (id: string) => ({ station: rig.station, writer: zoe, id });
const listed = async (): Promise<string[]> => {
  const place = { stationId: rig.station.id, clearedSeq: 0, seq: null, direction: 'newer', limit: 100 } as const;
  return (await messagesBeside(rig.sql, place)).map(({ text, state }) => (state === 'shown' ? text : state));
};
const events = () => node.told.map(({ event }) => event);

test('a message that a rule holds is seen by its author, takes its place, and pages hear no more than that', async () => {
  rig.order.verdict = HOLD;
  const held = await node.say(zoe, { text: 'bad' });
  expect(held).toMatchObject({ state: 'held', text: 'bad', seq: 1 });
  expect(events()).toEqual([{ type: 'message-unseen', seq: 1 }]);
  expect(await listed()).toEqual([]);
  const mine = { stationId: rig.station.id, clearedSeq: 0, accountId: zoe.accountId, visitorNumber: null, limit: 10 };
  expect(await heldMessagesOf(rig.sql, mine)).toMatchObject([{ id: held.id, heldFor: 'word: bad' }]);
  expect(await heldMessagesOf(rig.sql, { ...mine, accountId: null, visitorNumber: 1 })).toEqual([]);
});

test('what is held may be bettered and taken back by its author, and nobody hears of it', async () => {
  rig.order.verdict = HOLD;
  const { id } = await node.say(zoe, { text: 'bad' });
  rig.order.verdict = { act: 'pass' };
  expect(await node.edits.edit({ ...own(id), text: 'good', connection: undefined })).toMatchObject({
    state: 'held',
    text: 'good',
  });
  await expect(node.say(zoe, { replyTo: id })).rejects.toMatchObject({ code: 'not_found' });
  await node.edits.delete(own(id));
  expect(events()).toEqual([1, 2, 3].map((seq) => ({ type: 'message-unseen', seq })));
  expect(await listed()).toEqual([]);
});

test('a text that a rule refuses takes no number, neither at first nor as an edit', async () => {
  const { id } = await node.say(zoe, { text: 'good' });
  rig.order.verdict = { act: 'refuse', rule: 'word: bad' };
  await expect(node.say(zoe)).rejects.toMatchObject({ code: 'chat_refused' });
  const edit = () => node.edits.edit({ ...own(id), text: 'bad', connection: undefined });
  await expect(edit()).rejects.toMatchObject({ code: 'chat_refused' });
  rig.order.verdict = HOLD;
  await expect(edit()).rejects.toMatchObject({ code: 'chat_refused' });
  expect(await listed()).toEqual(['good']);
  expect(events()).toHaveLength(1);
});

test('no rule is asked about those who keep order', async () => {
  rig.order.verdict = { act: 'refuse', rule: 'word: bad' };
  const keeper = await rig.addMember('max', { keepsOrder: true });
  expect((await node.say(keeper, { text: 'bad' })).state).toBe('shown');
});

test('who is muted neither writes nor edits, is told why and until when, and still deletes and likes', async () => {
  const { id } = await node.say(zoe, { text: 'good' });
  rig.order.restriction = MUTE;
  const problem = { code: 'chat_muted', details: MUTE };
  await expect(node.say(zoe)).rejects.toMatchObject(problem);
  await expect(node.edits.edit({ ...own(id), text: 'x', connection: undefined })).rejects.toMatchObject(problem);
  expect(await node.likes.like(own(id))).toBe(1);
  await node.edits.delete(own(id));
  expect(await listed()).toEqual(['deleted']);
});

test('who is banned does not like either, and takes back what they liked', async () => {
  const { id } = await node.say(zoe);
  await node.likes.like(own(id));
  rig.order.restriction = BAN;
  await expect(node.likes.like(own(id))).rejects.toMatchObject({ code: 'chat_banned', details: BAN });
  expect(await node.likes.unlike(own(id))).toBe(0);
});

test('a mute or a ban is looked for by account, visitor, browser and address, but for the owner, and the browser and address of who keeps order', async () => {
  const { order, station } = rig;
  await rig.sql`insert into chat_room (station_id, writers) values (${station.id}, 'everyone')`;
  await node.say(zoe);
  await node.say(rig.visitor('a'));
  await node.say(await rig.addMember('max', { keepsOrder: true }));
  await node.say(await rig.addMember('owner', { keepsOrder: true }));
  expect(order.asked).toEqual([
    { stationId: station.id, accountId: zoe.accountId, visitorNumber: null, browserHash: null, address: '192.0.2.1' },
    { stationId: station.id, accountId: null, visitorNumber: 1, browserHash: 'a', address: '192.0.2.2' },
    { stationId: station.id, accountId: expect.any(String), visitorNumber: null, browserHash: null, address: null },
  ]);
});

test('a message that was removed stays removed, and its author’s wish that it never comes back is kept', async () => {
  const { id } = await node.say(zoe);
  await rig.sql`update chat_message set state = 'deleted', deleted_at = now() where id = ${id}`;
  await expect(node.edits.edit({ ...own(id), text: 'x', connection: undefined })).rejects.toMatchObject({
    code: 'not_found',
  });
  await node.edits.delete(own(id));
  expect(await rig.sql`select deleted_by_author from chat_message`).toEqual([{ deletedByAuthor: true }]);
  expect(events()).toHaveLength(1);
});

test('a message that is pinned is changed and deleted in both places', async () => {
  const { id } = await node.say(zoe);
  await rig.sql`update chat_room set pinned_id = ${id}`;
  await node.edits.edit({ ...own(id), text: 'Read this', connection: undefined });
  await node.edits.delete(own(id));
  expect(events().slice(1)).toMatchObject([
    { type: 'message', message: { text: 'Read this' } },
    { type: 'chat-room', room: { pinned: { text: 'Read this' } } },
    { type: 'message', message: { state: 'deleted', text: '' } },
    { type: 'chat-room', room: { pinned: null } },
  ]);
});

test('who was away hears of a like with the changes since the last one they know', async () => {
  const { id } = await node.say(zoe);
  await node.say(zoe);
  await node.likes.like(own(id));
  expect(await rig.sql`select seq::integer, changed_seq::integer from chat_message order by seq`).toEqual([
    { seq: 1, changedSeq: 2 },
    { seq: 2, changedSeq: 2 },
  ]);
  expect(events().at(-1)).toEqual({ type: 'likes', messageId: id, likes: 1 });
});
