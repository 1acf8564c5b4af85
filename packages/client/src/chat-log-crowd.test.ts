import { createFakeClock } from '@livestreamer/clock';
import { getChatStanding, listMessageChanges, listMessages, type Route } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createChatLog } from './chat-log.ts';
import { createChatRoomModel } from './chat-room-rig.ts';
import type { RestClient } from './rest-client.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A page among many people, and what it asks the server. */
const set = async (people: number) => {
  const clock = createFakeClock();
  const model = createChatRoomModel();
  const chance = { fraction: () => 0.5 };
  const other = createChatLog({ station: 'club', ...model.line('other'), clock, chance });
  const line = model.line('me');
  const asked: string[] = [];
  const names = new Map<Route, string>([
    [listMessages, 'page'],
    [listMessageChanges, 'changes'],
    [getChatStanding, 'standing'],
  ]);
  const call = (route: Route, input: unknown): Promise<unknown> => {
    asked.push(names.get(route) ?? route.name);
    return line.rest.call(route as never, input as never); // as the routes take it
  };
  const rest = { call: call as RestClient['call'] }; // the model answers as the routes do
  const log = createChatLog({ station: 'club', rest, realtime: line.realtime, clock, chance });
  await settled();
  other.post('Hello');
  await settled();
  line.deliver(0);
  line.hear({ type: 'presence', presence: { members: 0, visitors: people } });
  asked.length = 0;
  const after = async (ms: number): Promise<string[]> => {
    clock.advance(ms);
    await settled();
    return asked.splice(0);
  };
  return { line, log, other, after };
};

test('a snapshot with nothing new costs no question about messages', async () => {
  const { line, after } = await set(1);
  line.drop();
  line.comeBack();
  expect(await after(10_000)).toEqual(['standing']);
});

test('a snapshot after something was missed leads to what was missed', async () => {
  const { line, log, other, after } = await set(1);
  line.drop();
  other.post('missed');
  await settled();
  line.comeBack();
  expect(await after(10_000)).toEqual(['changes', 'standing']);
  expect(log.view().items.at(-1)?.message?.text).toBe('missed');
});

test('of five thousand people not all ask in one moment', async () => {
  const { line, after } = await set(5_000);
  line.hear({ type: 'messages-changed', seq: 2 });
  expect(await after(2_499)).toEqual([]);
  expect(await after(1)).toEqual(['changes']);
});

test('of a few, all do', async () => {
  const { line, after } = await set(100);
  line.hear({ type: 'messages-changed', seq: 2 });
  expect(await after(0)).toEqual(['changes']);
});
