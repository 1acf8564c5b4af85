import { createRealtimeClient } from '@livestreamer/client';
import {
  deleteMessage,
  editMessage,
  likeMessage,
  listBroadcastMessages,
  listMessageChanges,
  REALTIME_PATH,
  type RoomEvent,
  type RoomSnapshot,
  stationRoom,
} from '@livestreamer/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { TestMember } from '../../testing/test-members.ts';
import { type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;
let zoe: TestMember;
const undo: (() => void)[] = [];
beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
});
afterEach(() => {
  for (const close of undo.splice(0)) close();
});

/** Somebody whose page is open: what it heard. */
interface Page {
  readonly snapshots: RoomSnapshot[];
  readonly events: RoomEvent[];
}
const openPage = async (): Promise<Page> => {
  const page: Page = { snapshots: [], events: [] };
  const realtime = createRealtimeClient({
    url: `${rig.server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
  });
  undo.push(() => realtime.close());
  realtime.follow(stationRoom(rig.server.station), {
    onSnapshot: (snapshot) => void page.snapshots.push(snapshot),
    onEvent: (event) => {
      if (event.type !== 'presence') page.events.push(event);
    },
  });
  await vi.waitUntil(() => page.snapshots.length > 0, { timeout: 10_000 });
  return page;
};
const heard = (page: Page, count: number): Promise<RoomEvent[]> =>
  vi.waitFor(
    () => {
      expect(page.events.length).toBeGreaterThanOrEqual(count);
      return page.events;
    },
    { timeout: 10_000 },
  );

test('who comes in finds the room as it is, and hears of every change from there on', async () => {
  await rig.setRoom({ announcement: 'Welcome', slow_mode_s: 0 });
  const { id } = await rig.say(zoe, { text: 'Before' });
  const page = await openPage();
  expect(page.snapshots).toMatchObject([{ chat: { seq: 1, room: { announcement: 'Welcome', writers: 'members' } } }]);
  const said = await rig.say(zoe, { text: 'After' });
  await zoe.rest.call(editMessage, { ...rig.message(id), body: { text: 'Before that' } });
  await zoe.rest.call(likeMessage, rig.message(id));
  await zoe.rest.call(deleteMessage, rig.message(said.id));
  expect(await heard(page, 4)).toMatchObject([
    { type: 'message', seq: 2, message: said },
    { type: 'message', seq: 3, message: { id, seq: 1, text: 'Before that', editedAt: expect.any(String) } },
    { type: 'likes', messageId: id, likes: 1 },
    { type: 'message', seq: 4, message: { id: said.id, state: 'deleted', text: '' } },
  ]);
});

test('a change that nobody told is told by the watch', { timeout: 30_000 }, async () => {
  const page = await openPage();
  await rig.say(zoe);
  // As a server leaves it that dies between storing and telling.
  await rig.server.sql`update chat_room set seq = seq + 100`;
  await vi.waitFor(() => expect(page.events.at(-1)).toEqual({ type: 'messages-changed', seq: 101 }), {
    timeout: 20_000,
  });
});

test('a message is the same in every answer and every event', async () => {
  const show = await rig.putOnAir();
  const page = await openPage();
  const said = await rig.say(zoe, { text: 'The same' });
  const { rest } = rig.server.visitor();
  const [event] = await heard(page, 1);
  expect(event).toEqual({ type: 'message', seq: 1, message: said });
  expect((await rig.list()).items).toEqual([said]);
  expect((await rest.call(listMessageChanges, { ...rig.room, query: { after: 0 } })).items).toEqual([said]);
  const replay = await rest.call(listBroadcastMessages, { params: { id: show }, query: {} });
  expect(replay.items).toEqual([{ ...said, atMs: expect.any(Number) }]);
});
