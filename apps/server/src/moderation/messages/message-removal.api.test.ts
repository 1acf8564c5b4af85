import {
  deleteMessage,
  getModerationQueue,
  listMessageChanges,
  listModeratedMessages,
  removeMessage,
  restoreMessage,
  setChatRoom,
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
  zoe = await rig.member();
});
afterAll(() => rig.close());
beforeEach(() => rig.empty());

type Person = Pick<TestPerson, 'rest'>;
const remove = ({ rest }: Person, id: string) => rest.call(removeMessage, rig.message(id));
const restore = ({ rest }: Person, id: string) => rest.call(restoreMessage, rig.message(id));
const moderated = async (
  filter: 'held' | 'deleted' | 'author',
  query: { of?: string; limit?: number; cursor?: string } = {},
) => rig.moderator.rest.call(listModeratedMessages, { ...rig.room, query: { filter, ...query } });
const seqNow = async () => (await rig.list()).seq;
const stateOf = async (id: string) => (await rig.list()).items.find((item) => item.id === id)?.state;

test('a removed message keeps its place without its text, and comes back with it', async () => {
  const { id, seq } = await rig.say(zoe, { text: 'Buy this' });
  await rig.say(zoe, { text: 'Hello' });
  await remove(rig.moderator, id);
  expect(await rig.texts()).toEqual(['Hello', '']);
  expect((await moderated('deleted')).items).toMatchObject([
    { id, text: '', original: 'Buy this', deletedBy: { username: rig.moderator.username }, openReports: 0 },
  ]);

  await restore(rig.owner, id);
  const [, back] = (await rig.list()).items;
  expect(back).toMatchObject({ id, seq, state: 'shown', text: 'Buy this' });
  expect((await moderated('deleted')).items).toEqual([]);
  expect(await rig.log()).toEqual([
    `${rig.owner.username} | message.restore | ${zoe.username}`,
    `${rig.moderator.username} | message.remove | ${zoe.username}`,
  ]);
});

test('two who remove the same message at once are one removal, and both are content', async () => {
  const { id } = await rig.say(zoe);
  const before = await seqNow();
  expect(await codesOf([remove(rig.moderator, id), remove(rig.owner, id), remove(rig.everywhere, id)])).toEqual([
    'done',
    'done',
    'done',
  ]);
  expect(await seqNow()).toBe(before + 1);
  expect(await rig.log()).toHaveLength(1);
});

test('an author and a moderator who delete at once leave one deletion, and what its author deleted stays deleted', async () => {
  const { id } = await rig.say(zoe);
  await Promise.all([remove(rig.moderator, id), zoe.rest.call(deleteMessage, rig.message(id))]);
  expect(await stateOf(id)).toBe('deleted');
  expect((await moderated('deleted')).items).toMatchObject([{ id, deletedBy: { username: null } }]);
  expect(await codeOf(restore(rig.moderator, id))).toBe('forbidden');
  expect(await stateOf(id)).toBe('deleted');
});

test('what was erased since is not brought back empty', async () => {
  const { id } = await rig.say(zoe);
  await remove(rig.moderator, id);
  await rig.server.sql`update chat_message set text = '' where id = ${id}`;
  expect(await codeOf(restore(rig.moderator, id))).toBe('not_found');
  expect((await moderated('deleted')).items).toMatchObject([{ id, original: null }]);
});

test('a held message is nobody’s but its author’s and the moderators’ until it is let through, at its own place', async () => {
  await rig.rule('word', 'casino', 'hold');
  const held = await rig.say(zoe, { text: 'A casino' });
  await rig.say(zoe, { text: 'Hello' });
  expect(held.state).toBe('held');
  expect(await rig.texts()).toEqual(['Hello']);
  expect((await moderated('held')).items).toMatchObject([{ id: held.id, text: 'A casino', heldFor: 'casino' }]);
  expect(await rig.owner.rest.call(getModerationQueue, rig.room)).toEqual({ held: 1, reported: 0 });

  await restore(rig.moderator, held.id);
  expect(await rig.texts()).toEqual(['Hello', 'A casino']);
  expect(await rig.owner.rest.call(getModerationQueue, rig.room)).toEqual({ held: 0, reported: 0 });
  expect((await rig.log())[0]).toBe(`${rig.moderator.username} | message.release | ${zoe.username}`);
});

test('a held message that is turned away is seen by nobody, and can be let through all the same later', async () => {
  await rig.rule('word', 'casino', 'hold');
  const { id } = await rig.say(zoe, { text: 'A casino' });
  await remove(rig.moderator, id);
  expect((await rig.list()).items).toEqual([]);
  expect((await moderated('held')).items).toEqual([]);
  await restore(rig.moderator, id);
  expect(await rig.texts()).toEqual(['A casino']);
});

test('pages that missed it hear of a removal by asking what has changed', async () => {
  const { id } = await rig.say(zoe);
  const after = (await seqNow()) + 1;
  await remove(rig.moderator, id);
  const changes = await rig.server.visitor().rest.call(listMessageChanges, { ...rig.room, query: { after } });
  expect(changes).toMatchObject({ fresh: false, items: [{ id, state: 'deleted', text: '' }] });
});

test('a pin goes with the message that had it', async () => {
  const { id } = await rig.say(zoe);
  const pin = { ...rig.room, body: { pinned: id } };
  expect((await rig.moderator.rest.call(setChatRoom, pin)).pinned).toMatchObject({ id });
  await remove(rig.moderator, id);
  await restore(rig.moderator, id);
  expect((await rig.moderator.rest.call(setChatRoom, { ...rig.room, body: {} })).pinned).toBeNull();
});

test('lists go on page by page, also over what one author said, whatever became of it', async () => {
  const visitor = await rig.visitor();
  await rig.setRoom({ writers: 'everyone' });
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push((await rig.say(zoe, { text })).id);
  await rig.say(visitor, { text: 'somebody else' });
  const [first = '', second = ''] = ids;
  await remove(rig.moderator, second);
  const page = await moderated('author', { of: first, limit: 2 });
  const rest = await moderated('author', { of: first, limit: 2, ...(page.next === null ? {} : { cursor: page.next }) });
  expect([...page.items, ...rest.items].map(({ original }) => original)).toEqual(['three', 'two', 'one']);
  expect(rest.next).toBeNull();
});

test('who does not keep order decides nothing and learns nothing; what is not there is not found', async () => {
  const { id } = await rig.say(zoe);
  const nothing = '00000000-0000-4000-8000-000000000000';
  const query = { query: { filter: 'deleted' as const } };
  for (const person of [zoe, await rig.member()])
    expect(
      await codesOf([
        remove(person, id),
        restore(person, id),
        person.rest.call(getModerationQueue, rig.room),
        person.rest.call(listModeratedMessages, { ...rig.room, ...query }),
      ]),
    ).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden']);
  expect(await codeOf(remove(rig.server.visitor(), id))).toBe('not_signed_in');
  expect(await codesOf([remove(rig.owner, nothing), restore(rig.owner, nothing)])).toEqual(['not_found', 'not_found']);
  expect(await codeOf(moderated('author'))).toBe('bad_request');
  expect(await codeOf(moderated('author', { of: nothing }))).toBe('not_found');
  expect(await codeOf(moderated('deleted', { cursor: 'x' }))).toBe('bad_request');
  const elsewhere = { params: { station: 'elsewhere', id } };
  expect(await codeOf(rig.owner.rest.call(removeMessage, elsewhere))).toBe('not_found');
});
