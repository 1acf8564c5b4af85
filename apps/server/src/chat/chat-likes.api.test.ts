import { deleteMessage, getChatStanding, likeMessage, unlikeMessage } from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { codeOf } from '../../testing/answer-code.ts';
import type { TestPerson } from '../../testing/api-harness.ts';
import type { TestMember } from '../../testing/test-members.ts';
import { type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;
let zoe: TestMember;
let id: string;
beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
  ({ id } = await rig.say(zoe));
});

type Person = Pick<TestPerson, 'rest'>;
const like = ({ rest }: Person, what = id) => rest.call(likeMessage, rig.message(what));
const unlike = ({ rest }: Person, what = id) => rest.call(unlikeMessage, rig.message(what));
const likesNow = async () => (await rig.list()).items.find((item) => item.id === id)?.likes;

test('a like that is sent twice is one, and one that is taken back twice is taken back once', async () => {
  expect(await like(zoe)).toEqual({ likes: 1 });
  expect(await like(zoe)).toEqual({ likes: 1 });
  expect(await like(rig.server.admin)).toEqual({ likes: 2 });
  expect(await unlike(zoe)).toEqual({ likes: 1 });
  expect(await unlike(zoe)).toEqual({ likes: 1 });
  expect(await likesNow()).toBe(1);
});

test('likes of many at once are all counted, each once', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => rig.member()));
  const replies = await Promise.all(people.flatMap((person) => [like(person), like(person)]));
  expect(Math.max(...replies.map(({ likes }) => likes))).toBe(6);
  expect(await likesNow()).toBe(6);
  await Promise.all(people.flatMap((person) => [unlike(person), unlike(person)]));
  expect(await likesNow()).toBe(0);
});

test('only members like, and only what is shown', async () => {
  expect(await codeOf(like(await rig.visitor()))).toBe('not_signed_in');
  expect(await codeOf(like(zoe, '00000000-0000-4000-8000-000000000000'))).toBe('not_found');
  await zoe.rest.call(deleteMessage, rig.message(id));
  expect(await codeOf(like(zoe))).toBe('not_found');
});

test('a page finds out what its member likes', async () => {
  await like(zoe);
  await rig.say(zoe);
  const standing = await zoe.rest.call(getChatStanding, rig.room);
  expect(standing).toEqual({
    self: { kind: 'member', accountId: zoe.accountId, username: zoe.username },
    moderates: false,
    restriction: null,
    liked: [id],
    held: [],
  });
  expect(await rig.server.admin.rest.call(getChatStanding, rig.room)).toMatchObject({ moderates: true, liked: [] });
  expect(await (await rig.visitor()).rest.call(getChatStanding, rig.room)).toMatchObject({
    self: { kind: 'visitor', number: null },
    moderates: false,
  });
});
