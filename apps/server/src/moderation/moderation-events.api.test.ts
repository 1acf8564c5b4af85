import { createRealtimeClient } from '@livestreamer/client';
import {
  CLOSE,
  clearChat,
  getChatStanding,
  REALTIME_PATH,
  type RoomEvent,
  removeMessage,
  reportMessage,
  restoreMessage,
  setChatRoom,
  stationRoom,
  undoClearChat,
} from '@livestreamer/contracts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { TestMember } from '../../testing/test-members.ts';
import { type ModerationRig, openModerationRig } from './moderation-rig.ts';

let rig: ModerationRig;
let zoe: TestMember;
/** What a page hears that nobody is signed in on. */
let events: RoomEvent[];
let closePage: () => void;
beforeAll(async () => {
  rig = await openModerationRig();
  const realtime = createRealtimeClient({
    url: `${rig.server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`,
    openSocket: (url) => new WebSocket(url),
  });
  closePage = () => realtime.close();
  const opened = new Promise<void>((resolve) => {
    realtime.follow(stationRoom(rig.server.station), {
      onSnapshot: () => resolve(),
      onEvent: (event) => {
        if (event.type !== 'presence') events.push(event);
      },
    });
  });
  events = [];
  await opened;
});
afterAll(async () => {
  closePage();
  await rig.close();
});
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
  events = [];
});

const heard = (count: number): Promise<RoomEvent[]> =>
  vi.waitFor(
    () => {
      expect(events.length).toBeGreaterThanOrEqual(count);
      return events;
    },
    { timeout: 10_000 },
  );

test('every page hears at once what is removed and restored, and where the pin has gone', async () => {
  const { id } = await rig.say(zoe, { text: 'Read this' });
  await rig.moderator.rest.call(setChatRoom, { ...rig.room, body: { pinned: id } });
  await rig.moderator.rest.call(removeMessage, rig.message(id));
  await rig.moderator.rest.call(restoreMessage, rig.message(id));
  expect(await heard(5)).toMatchObject([
    { type: 'message', message: { id, state: 'shown' } },
    { type: 'chat-room', room: { pinned: { id } } },
    { type: 'message', message: { id, state: 'deleted', text: '' } },
    { type: 'chat-room', room: { pinned: null } },
    { type: 'message', message: { id, state: 'shown', text: 'Read this' } },
  ]);
});

test('of what was cleared away pages hear no more than that there was a change', async () => {
  const { id } = await rig.say(zoe, { text: 'A secret' });
  await rig.moderator.rest.call(clearChat, rig.room);
  await rig.moderator.rest.call(removeMessage, rig.message(id));
  await rig.moderator.rest.call(restoreMessage, rig.message(id));
  const [, ...later] = await heard(4);
  expect(later.map(({ type }) => type)).toEqual(['chat-room', 'message-unseen', 'message-unseen']);
});

test('of a held message pages hear no more than that there was a change, until it is let through', async () => {
  await rig.rule('word', 'casino', 'hold');
  const { id } = await rig.say(zoe, { text: 'A casino' });
  await rig.moderator.rest.call(removeMessage, rig.message(id));
  await rig.moderator.rest.call(restoreMessage, rig.message(id));
  const [held, turnedAway, shown] = await heard(3);
  expect([held, turnedAway]).toEqual([
    { type: 'message-unseen', seq: expect.any(Number) },
    { type: 'message-unseen', seq: expect.any(Number) },
  ]);
  expect(shown).toMatchObject({ type: 'message', message: { id, text: 'A casino' } });
});

test('many changes at once are one event, and clearing is one of the room', async () => {
  const { id } = await rig.say(zoe);
  for (const text of ['two', 'three']) await rig.say(zoe, { text });
  const { clearedSeq } = await rig.moderator.rest.call(clearChat, rig.room);
  await rig.moderator.rest.call(undoClearChat, rig.room);
  await rig.restrict(rig.moderator, id, { removeMessages: true });
  expect((await heard(7)).slice(3)).toEqual([
    { type: 'chat-room', room: expect.objectContaining({ clearedSeq }) },
    { type: 'chat-room', room: expect.objectContaining({ clearedSeq: 0 }) },
    { type: 'messages-changed', seq: expect.any(Number) },
    { type: 'messages-changed', seq: expect.any(Number) },
  ]);
});

test('nobody hears of reports, mutes and rules', async () => {
  const { id } = await rig.say(zoe);
  await rig.owner.rest.call(reportMessage, { ...rig.message(id), body: {} });
  await rig.restrict(rig.moderator, id, { kind: 'mute', forS: 60 });
  await rig.rule('word', 'casino');
  await rig.moderator.rest.call(setChatRoom, { ...rig.room, body: { announcement: 'Last' } });
  expect(await heard(2)).toMatchObject([{ type: 'message' }, { type: 'chat-room', room: { announcement: 'Last' } }]);
});

test('a page of somebody who is muted comes back at once, and finds until when', async () => {
  const socket = new WebSocket(`${rig.server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`, {
    headers: { cookie: zoe.cookies.header() ?? '' },
  });
  const closed = new Promise((resolve) => void socket.once('close', resolve));
  await new Promise((resolve) => void socket.once('message', resolve));
  const { id } = await rig.say(zoe);
  const [restriction] = await rig.restrict(rig.moderator, id, { kind: 'mute', forS: 600 });
  expect(await closed).toBe(CLOSE.IDENTITY_CHANGED.code);
  const standing = () => zoe.rest.call(getChatStanding, rig.room);
  expect((await standing()).restriction).toMatchObject({ kind: 'mute', until: restriction?.until });
});
