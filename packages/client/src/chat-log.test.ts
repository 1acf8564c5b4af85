import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createChatLog } from './chat-log.ts';
import { createChatRoomModel, type ModelLine } from './chat-room-rig.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};

/** A page in a room that another page writes in. */
const set = async (said = 0) => {
  const clock = createFakeClock();
  const model = createChatRoomModel();
  const chance = { fraction: () => 0.5 };
  const openLog = (line: ModelLine) => createChatLog({ station: 'club', ...line, clock, chance });
  const other = openLog(model.line('other'));
  await settled();
  for (let n = 0; n < said; n += 1) other.post(`before ${n}`);
  for (let n = 0; n < said; n += 1) await settled();
  const line = model.line('me');
  const log = openLog(line);
  await settled();
  const lines = () =>
    log.view().items.map(({ message, pending }) => message?.text ?? `${pending?.state} ${pending?.text}`);
  return { clock, model, line, log, other, lines };
};

test('an own message is there at once, and keeps its key and its place when it is stored', async () => {
  const { log, lines } = await set(2);
  log.post('Hello');
  expect(lines()).toEqual(['before 0', 'before 1', 'sending Hello']);
  const key = log.view().items.at(-1)?.key;
  await settled();
  expect(lines()).toEqual(['before 0', 'before 1', 'Hello']);
  expect(log.view().items.at(-1)).toMatchObject({ key, own: true, pending: null });
});

test('when the answer is lost it is sent again, stored once, and shown once all the time', async () => {
  const { clock, line, log, model, lines } = await set();
  line.fates.push('answer-lost');
  log.post('Hello');
  await settled();
  expect(lines()).toEqual(['sending Hello']);
  line.drop();
  line.comeBack(); // the snapshot leads to the stored message before the second call does
  await settled();
  expect(lines()).toEqual(['Hello']);
  clock.advance(2_000);
  await settled();
  expect(lines()).toEqual(['Hello']);
  expect(model.count()).toBe(1);
});

test('without a line for two minutes it fails, and can be sent again or given up', async () => {
  const { clock, line, log, lines } = await set();
  line.drop();
  log.post('one');
  log.post('two');
  for (let second = 0; second < 300; second += 1) {
    clock.advance(1_000);
    await settled();
  }
  expect(lines()).toEqual(['failed one', 'failed two']);
  const [one, two] = log.view().items;
  line.comeBack();
  log.retry(two?.key ?? '');
  log.discard(one?.key ?? '');
  await settled();
  expect(lines()).toEqual(['two']);
});

test('lines that do not change stay the same objects', async () => {
  const { log, other, line } = await set(2);
  const before = log.view().items;
  other.post('after');
  await settled();
  line.deliver(0);
  const now = log.view().items;
  expect(now).toHaveLength(3);
  expect(now.slice(0, 2).every((item, nth) => item === before[nth])).toBe(true);
});

test('older pages come in front, an edit of what is not loaded makes no hole, and a clearing takes all away until it is undone', async () => {
  const { log, other, line, model, lines } = await set(70);
  expect(lines()).toHaveLength(50);
  expect(log.view().older).toBe('more');
  await other.edit('m3', 'changed');
  line.deliver(0);
  expect(lines()[0]).toBe('before 20');
  await log.loadOlder();
  expect(lines()).toHaveLength(70);
  expect(lines()[3]).toBe('changed');
  expect(log.view().older).toBe('none');
  model.clear();
  line.deliver(0);
  expect(lines()).toEqual([]);
  model.unclear();
  line.deliver(0);
  await settled();
  expect(lines()).toHaveLength(50);
});

test('a thousand lines are kept while one reads at the end, and more while one does not', async () => {
  const { log, other, line } = await set();
  const say = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      other.post(`line ${n}`);
      await settled();
      line.deliver(0);
    }
  };
  await say(1_010);
  expect(log.view().items).toHaveLength(1_000);
  expect(log.view().older).toBe('more');
  log.follow(false);
  await say(10);
  expect(log.view().items).toHaveLength(1_010);
}, 30_000);

test('what is on its way when somebody else signs in is never sent, and what was on the line is not theirs', async () => {
  const { clock, line, log, model, lines } = await set();
  line.fates.push('lost');
  log.post('mine alone');
  log.post('and this');
  await settled();
  log.changePerson();
  expect(lines()).toEqual([]);
  line.drop();
  line.comeBack();
  clock.advance(60_000);
  await settled();
  expect(model.count()).toBe(0);
  log.post('as the next one');
  await settled();
  expect(lines()).toEqual(['as the next one']);
});

test('what fails after somebody else has signed in is not tried again', async () => {
  const { clock, line, log, model } = await set();
  line.fates.push('lost');
  log.post('mine alone');
  log.changePerson(); // while the call is out
  await settled();
  clock.advance(60_000);
  await settled();
  expect(model.count()).toBe(0);
});
