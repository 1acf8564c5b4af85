import { createFakeClock } from '@livestreamer/clock';
import { type ChatMessage, editMessage, getChatStanding, listMessages, type Route } from '@livestreamer/contracts';
import { expect, test } from 'vitest';
import { createChatLog } from './chat-log.ts';
import type { ChatStanding } from './chat-log-view.ts';
import { createChatRoomModel, type ModelLine } from './chat-room-rig.ts';
import type { RestClient } from './rest-client.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A line whose answers to some routes wait until the test lets them through, and whose standing the test decides. */
const slowLine = (line: ModelLine) => {
  const held = new Map<Route, (() => void)[]>();
  const standings: Partial<ChatStanding>[] = [];
  const call = async (route: Route, input: unknown): Promise<unknown> => {
    const reply: unknown = await line.rest.call(route as never, input as never); // as the routes take it
    const answer = route === getChatStanding ? { ...(reply as ChatStanding), ...standings.shift() } : reply;
    const waiting = held.get(route);
    if (waiting) await new Promise<void>((resolve) => void waiting.push(resolve));
    return answer;
  };
  return {
    standings,
    rest: { call: call as RestClient['call'] }, // the model answers as the routes do
    hold: (route: Route): void => void held.set(route, []),
    /** The last question is answered first. */
    letGo: async (route: Route): Promise<void> => {
      const waiting = held.get(route) ?? [];
      held.delete(route);
      for (const release of waiting.reverse()) {
        release();
        await settled();
      }
    },
  };
};

const set = async (said = 0) => {
  const clock = createFakeClock();
  const model = createChatRoomModel();
  const chance = { fraction: () => 0.5 };
  const other = createChatLog({ station: 'club', ...model.line('other'), clock, chance });
  await settled();
  const say = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      other.post(`line ${model.count()}`);
      await settled();
    }
  };
  await say(said);
  const line = model.line('me');
  const slow = slowLine(line);
  const log = createChatLog({ station: 'club', rest: slow.rest, realtime: line.realtime, clock, chance });
  await settled();
  const lines = () =>
    log.view().items.map(({ message, pending }) => message?.text ?? `${pending?.state} ${pending?.text}`);
  return { clock, model, line, slow, log, say, lines };
};

const heldMessage = (id: string, seq: number): ChatMessage => ({
  id,
  seq,
  state: 'held',
  broadcastId: null,
  author: { kind: 'member', accountId: 'me', username: 'me', badge: null },
  text: `${id} is held`,
  mentions: [],
  sentAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  likes: 0,
  replyTo: null,
});

test('an older page that comes when the list begins elsewhere by now makes no hole in it', async () => {
  const { line, slow, log, say, lines } = await set(70);
  slow.hold(listMessages);
  const older = log.loadOlder();
  await settled();
  line.drop();
  await say(100);
  line.comeBack(); // too far behind: the newest page takes the place of all
  await settled();
  await slow.letGo(listMessages);
  await older;
  await settled();
  expect(lines()).toEqual(Array.from({ length: 50 }, (_, n) => `line ${120 + n}`));
  expect(log.view().older).toBe('more');
  await log.loadOlder();
  expect(lines()[0]).toBe('line 70');
});

test('the late answer to an edit does not bring back what was deleted since', async () => {
  const { model, line, slow, log, lines } = await set();
  log.post('rude');
  await settled();
  slow.hold(editMessage);
  const edit = log.edit('m0', 'ruder');
  await settled();
  line.deliver(0);
  model.remove(0);
  line.deliver(0);
  await slow.letGo(editMessage);
  await edit;
  expect(lines()).toEqual(['']);
});

test('one that was stored although no answer ever came is not shown a second time as failed', async () => {
  const { clock, line, log, lines } = await set();
  line.fates.push('answer-lost');
  log.post('Hello');
  await settled();
  line.drop();
  for (let second = 0; second < 300; second += 1) {
    clock.advance(1_000);
    await settled();
  }
  expect(lines()).toEqual(['failed Hello']);
  line.comeBack();
  await settled();
  expect(lines()).toEqual(['Hello']);
  await log.remove('m0');
  expect(lines()).toEqual(['']);
});

test('an own message that is held stays when the newest page comes after it, and goes when somebody refuses it', async () => {
  const { line, slow, log, lines, say } = await set(2);
  slow.hold(listMessages);
  line.drop();
  await say(20);
  slow.standings.push({ held: [heldMessage('mine', 22)] });
  line.comeBack();
  await settled();
  await slow.letGo(listMessages);
  expect(lines()).toContain('mine is held');
  line.hear({ type: 'message-unseen', seq: 22 });
  await settled();
  expect(lines()).not.toContain('mine is held');
  expect(log.view().items.length).toBe(22);
});

test('what was only for one person is gone when another signs in', async () => {
  const { slow, log, lines } = await set(1);
  slow.standings.push({ held: [heldMessage('mine', 2)], liked: ['m0'] });
  log.refreshStanding();
  await settled();
  expect(lines()).toEqual(['line 0', 'mine is held']);
  slow.standings.push({ self: { kind: 'visitor', number: null } });
  log.refreshStanding();
  await settled();
  expect(lines()).toEqual(['line 0']);
  expect(log.view().items[0]?.liked).toBe(false);
});

test('a visitor owns a first message from the beginning, before the server has said what their number is', async () => {
  const { slow, log } = await set();
  slow.standings.push({ self: { kind: 'visitor', number: null } });
  log.refreshStanding();
  await settled();
  slow.hold(getChatStanding);
  log.post('Hello');
  await settled();
  expect(log.view().items).toMatchObject([{ own: true, pending: null }]);
});

test('whoever comes back to the newest end keeps a thousand lines', async () => {
  const { line, log, say } = await set();
  log.follow(false);
  for (let n = 0; n < 1_010; n += 1) {
    await say(1);
    line.deliver(0);
  }
  expect(log.view().items).toHaveLength(1_010);
  log.follow(true);
  expect(log.view().items).toHaveLength(1_000);
  expect(log.view().older).toBe('more');
}, 30_000);

test('whoever reads further up keeps what they went up to, and not everything that is said meanwhile', async () => {
  const { line, log, say } = await set();
  log.follow(false);
  let most = 0;
  for (let n = 0; n < 2_450; n += 1) {
    await say(1);
    line.deliver(0);
    most = Math.max(most, log.view().items.length);
  }
  expect(most).toBe(2_199);
  expect(log.view().older).toBe('more');
  for (let page = 0; page < 20 && log.view().older === 'more'; page += 1) await log.loadOlder();
  expect(log.view().items).toHaveLength(2_450);
  await say(1);
  line.deliver(0);
  expect(log.view().items).toHaveLength(2_451);
}, 30_000);
