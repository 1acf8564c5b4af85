import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { silentLogger } from '../platform/index.ts';
import type { PlannedShow } from './broadcast-events.ts';
import { createPlannedPermits } from './planned-permits.ts';

const ZOE = { stationId: 'club', accountId: 'zoe' };
const SHOW: PlannedShow = { broadcastId: 'b1', title: 'Friday Night' };

/** A schedule that answers when the test says so. */
const set = () => {
  const clock = createFakeClock();
  const asked: { answer: (show: PlannedShow | null) => void; fail: (error: Error) => void }[] = [];
  const permits = createPlannedPermits({
    plannedFor: () => new Promise((answer, fail) => void asked.push({ answer, fail })),
    clock,
    log: silentLogger,
  });
  const look = async (show: PlannedShow | null, who = ZOE): Promise<void> => {
    const looking = permits.look(who);
    asked.at(-1)?.answer(show);
    await looking;
  };
  return { clock, permits, asked, look };
};

test('a source opens what was announced when it was let in, however long its first frame takes, and once', async () => {
  const { permits, look, clock } = set();
  await look(SHOW);
  clock.advance(10 * 60_000);
  expect(permits.take({ ...ZOE, accountId: 'max' })).toBeNull();
  expect(permits.take(ZOE)).toEqual(SHOW);
  expect(permits.take(ZOE)).toBeNull();
});

test('a title that is said between the permit and the first frame takes nothing away', async () => {
  const { permits, look, asked } = set();
  await look(SHOW);
  const titleSaid = permits.look(ZOE);
  expect(permits.take(ZOE)).toEqual(SHOW);
  asked.at(-1)?.answer(null);
  await titleSaid;
  expect(permits.take(ZOE)).toBeNull();
});

test('who is let in again opens what is announced by then', async () => {
  const { permits, look } = set();
  await look(SHOW);
  await look(null);
  expect(permits.take(ZOE)).toBeNull();
});

test('a schedule that cannot be read keeps nobody off air', async () => {
  const { permits, look, asked } = set();
  await look(SHOW);
  const looking = permits.look(ZOE);
  asked.at(-1)?.fail(new Error('database away'));
  await looking;
  expect(permits.take(ZOE)).toBeNull();
});

test('of sources that never send the oldest are forgotten', async () => {
  const { permits, look } = set();
  await look(SHOW);
  for (let n = 0; n < 1_000; n += 1) await look(SHOW, { ...ZOE, accountId: `account-${n}` });
  expect(permits.take(ZOE)).toBeNull();
  expect(permits.take({ ...ZOE, accountId: 'account-999' })).toEqual(SHOW);
});
