import { listPeople, REALTIME_PATH, type ServerMessage, stationRoom } from '@livestreamer/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { TestPerson } from '../../testing/api-harness.ts';
import type { TestMember } from '../../testing/test-members.ts';
import { type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;
let zoe: TestMember;
const sockets: WebSocket[] = [];
beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.empty();
  zoe = await rig.member();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** A tab of somebody, speaking the bare protocol. */
const openTab = async ({ cookies }: Pick<TestPerson, 'cookies'>) => {
  const headers = { cookie: cookies.header() ?? '' };
  const socket = new WebSocket(`${rig.server.baseUrl.replace('http', 'ws')}${REALTIME_PATH}`, { headers });
  sockets.push(socket);
  const heard: ServerMessage[] = [];
  const room = stationRoom(rig.server.station);
  socket.on('message', (text) => {
    const message: ServerMessage = JSON.parse(String(text));
    heard.push(message);
    if (message.type === 'welcome') socket.send(JSON.stringify({ type: 'subscribe', room }));
  });
  await vi.waitUntil(() => heard.some(({ type }) => type === 'subscribed'), { timeout: 10_000 });
  const [welcome] = heard;
  const newsOf = () =>
    heard.filter((one) => one.type === 'own' || (one.type === 'event' && one.event.type !== 'presence'));
  return { connection: welcome?.type === 'welcome' ? welcome.connectionId : '', newsOf };
};
const people = () => rig.server.visitor().rest.call(listPeople, rig.room);

test('who says something hears of it in every tab but the one that said it, and that one keeps count', async () => {
  const [here, there] = [await openTab(zoe), await openTab(zoe)];
  const first = await rig.say(zoe, { connection: here.connection });
  const second = await rig.say(rig.server.admin);
  await vi.waitFor(() => expect(here.newsOf()).toHaveLength(2), { timeout: 10_000 });
  await vi.waitFor(() => expect(there.newsOf()).toHaveLength(2), { timeout: 10_000 });
  const event = (message: object) => ({ type: 'event', event: { type: 'message', message } });
  expect(here.newsOf()).toMatchObject([{ type: 'own' }, event(second)]);
  expect(there.newsOf()).toMatchObject([event(first), event(second)]);
  expect(here.newsOf().map((one) => Reflect.get(one, 'seq'))).toEqual(
    there.newsOf().map((one) => Reflect.get(one, 'seq')),
  );
});

test('members are here by name, visitors as a number, each once with however many tabs; who keeps order is known', async () => {
  const [ann, bob] = [await rig.visitor(), await rig.visitor()];
  await rig.server.sql`
    insert into station_role (station_id, account_id, role)
    select id, ${zoe.accountId}, 'moderator' from station where is_default`;
  for (const person of [zoe, zoe, rig.server.admin, ann, ann, bob]) await openTab(person);
  const { username } = rig.server.admin;
  await vi.waitFor(async () => expect(await people()).toMatchObject({ members: 2, visitors: 2 }), { timeout: 10_000 });
  const { names } = await people();
  expect(names).toEqual([
    { username, badge: 'owner' },
    { username: zoe.username, badge: 'moderator' },
  ]);
  for (const socket of sockets.splice(0)) socket.close();
  await vi.waitFor(async () => expect(await people()).toEqual({ members: 0, visitors: 0, names: [] }), {
    timeout: 10_000,
  });
});
