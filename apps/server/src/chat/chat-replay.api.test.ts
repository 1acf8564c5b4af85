import { deleteMessage, listBroadcastMessages, publishBroadcast } from '@livestreamer/contracts';
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

const replay = ({ rest }: Pick<TestPerson, 'rest'>, id: string, query: { cursor?: string; limit?: number } = {}) =>
  rest.call(listBroadcastMessages, { params: { id }, query });
const endShow = () => rig.server.sql`update broadcast set state = 'ended', ended_at = now()`;

test('a message belongs to the show that was on air, and none before and after does', async () => {
  expect((await rig.say(zoe)).broadcastId).toBeNull();
  const show = await rig.putOnAir();
  expect((await rig.say(zoe)).broadcastId).toBe(show);
  await endShow();
  expect((await rig.say(zoe)).broadcastId).toBeNull();
});

test('what was said is heard again in its time once the show is published, without what was deleted', async () => {
  const id = await rig.putOnAir();
  for (const text of ['1', '2', '3', '4']) await rig.say(zoe, { text });
  const deleted = await rig.say(zoe, { text: 'deleted' });
  await zoe.rest.call(deleteMessage, rig.message(deleted.id));
  await rig.server.sql`update chat_message m set sent_at = b.started_at + interval '1 second' * m.seq from broadcast b`;
  await endShow();
  await rig.say(zoe, { text: 'after the show' });

  const listener = rig.server.visitor();
  expect(await codeOf(replay(listener, id))).toBe('not_found');
  expect((await replay(rig.server.admin, id)).items).toHaveLength(4);
  await rig.server.admin.rest.call(publishBroadcast, { params: { id } });
  const first = await replay(listener, id, { limit: 3 });
  expect(first.items.map(({ text, atMs }) => [text, atMs])).toEqual([
    ['1', 1_000],
    ['2', 2_000],
    ['3', 3_000],
  ]);
  expect(await replay(listener, id, { cursor: first.next ?? '' })).toMatchObject({
    items: [{ text: '4', atMs: 4_000 }],
    next: null,
  });
});

test('what was said before the beginning was stored counts from the beginning', async () => {
  const id = await rig.putOnAir();
  await rig.say(zoe);
  await rig.server.sql`update chat_message set sent_at = sent_at - interval '1 minute'`;
  expect((await replay(zoe, id)).items).toMatchObject([{ atMs: 0 }]);
});
