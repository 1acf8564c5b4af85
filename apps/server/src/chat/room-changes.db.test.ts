import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type ChatPartsRig, openChatPartsRig } from './chat-parts-rig.ts';
import type { ChatWriter } from './chat-writer.ts';

let rig: ChatPartsRig;
let zoe: ChatWriter & { kind: 'member' };
beforeAll(async () => {
  rig = await openChatPartsRig();
  zoe = await rig.addMember('zoe');
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.sql`delete from chat_message`;
  await rig.sql`delete from chat_room`;
});

const seqsIn = (told: readonly { event: object }[]) => told.map(({ event }) => Reflect.get(event, 'seq'));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test('what is said is told once, as it was answered, and not to the connection that said it', async () => {
  const { say, told } = rig.node();
  const message = await say(zoe, { key: 'a key of hers', connection: 'hers' });
  expect(await say(zoe, { key: 'a key of hers', connection: 'hers' })).toEqual(message);
  expect(told).toEqual([{ event: { type: 'message', seq: 1, message }, except: 'hers' }]);
});

test('one server tells in the order of the numbers, however many speak at once', async () => {
  const { say, told } = rig.node();
  await Promise.all(upTo(30).map(() => say(zoe)));
  expect(seqsIn(told)).toEqual(upTo(30));
});

test('two servers take each number once, and leave none out', async () => {
  const nodes = [rig.node(), rig.node()];
  await Promise.all(upTo(20).flatMap(() => nodes.map(({ say }) => say(zoe))));
  const seqs = nodes.flatMap(({ told }) => seqsIn(told));
  expect(seqs.sort((a, b) => a - b)).toEqual(upTo(40));
});

test('a call that is repeated at two servers at once is one message and one event', async () => {
  const nodes = [rig.node(), rig.node()];
  const said = await Promise.all(nodes.flatMap(({ say }) => upTo(3).map(() => say(zoe, { key: 'the same key' }))));
  expect(new Set(said.map(({ id }) => id)).size).toBe(1);
  expect(nodes.flatMap(({ told }) => told)).toHaveLength(1);
});

test('a change that fails takes no number and tells nothing', async () => {
  const { changes, say, told } = rig.node();
  const failing = changes.change(rig.station, async (turn) => {
    turn.tellMany(await turn.nextSeq());
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(told).toEqual([]);
  expect((await say(zoe)).seq).toBe(1);
});

test('what changes the room is told as the room is then', async () => {
  const { changes, told } = rig.node();
  await changes.change(rig.station, async (turn) => {
    const seq = await turn.nextSeq();
    turn.tellMany(seq);
    turn.tellRoom();
    await turn.db`update chat_room set announcement = 'Welcome' where station_id = ${rig.station.id}`;
  });
  expect(told.map(({ event }) => event)).toMatchObject([
    { type: 'messages-changed', seq: 1 },
    { type: 'chat-room', room: { announcement: 'Welcome', writers: 'members' } },
  ]);
});

test('in slow mode one of many that come to two servers at once is let in', async () => {
  await rig.sql`insert into chat_room (station_id, slow_mode_s) values (${rig.station.id}, 30)`;
  const said = await Promise.allSettled([rig.node(), rig.node()].flatMap(({ say }) => upTo(5).map(() => say(zoe))));
  expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  rig.clock.advance(29_999);
  await expect(rig.node().say(zoe)).rejects.toMatchObject({ code: 'chat_slow_mode', retryAfterS: 1 });
  rig.clock.advance(1);
  await rig.node().say(zoe);
});

test('more rooms that are busy at once than the database has connections do not wait for each other for ever', {
  timeout: 30_000,
}, async () => {
  const { say } = rig.node();
  const stations = await Promise.all(upTo(25).map((n) => rig.addStation(`radio-${n}`)));
  const said = await Promise.all(stations.flatMap((at) => upTo(4).map((n) => say(zoe, { at, text: `@zoe ${n}` }))));
  expect(said).toHaveLength(100);
  expect(said[0]?.mentions).toEqual(['zoe']);
});

test('a room that is slow leaves the database to the others', async () => {
  const { changes } = rig.node();
  const goOn: (() => void)[] = [];
  const slow = changes.change(rig.station, () => new Promise<void>((resolve) => void goOn.push(resolve)));
  const waiting = upTo(20).map(() => changes.change(rig.station, ({ nextSeq }) => nextSeq()));
  await rig.sql`select 1`;
  await vi.waitUntil(() => goOn.length > 0, { timeout: 5_000 });
  goOn[0]?.();
  await slow;
  expect(await Promise.all(waiting)).toEqual(upTo(20));
});
