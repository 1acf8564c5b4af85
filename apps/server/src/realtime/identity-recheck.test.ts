import { createFakeClock } from '@livestreamer/clock';
import { CLOSE } from '@livestreamer/contracts';
import { expect, test, vi } from 'vitest';
import { createIdentityRecheck } from './identity-recheck.ts';
import type { Close, RealtimeConnection } from './realtime-connection.ts';
import type { RealtimePerson } from './realtime-person.ts';

const member = (name: string): RealtimePerson => ({ key: name, account: { accountId: name, username: name } });

/** Connections of members, each known by a cookie of their name, and what the cookies say by now. */
const set = (...names: string[]) => {
  const clock = createFakeClock();
  const closes: Record<string, Close[]> = {};
  const people = new Map<string, RealtimePerson | null>(names.map((name) => [name, member(name)]));
  const connections = names.map((name): RealtimeConnection => {
    const said: Close[] = [];
    closes[name] = said;
    const nothing = (): void => undefined;
    return {
      person: member(name),
      line: { waitingBytes: 0, isTwoWay: true },
      cookie: name,
      get isOpen() {
        return said.length === 0;
      },
      close: (why) => void said.push(why),
      heed: nothing,
      pinged: nothing,
      full: nothing,
      broken: nothing,
      gone: nothing,
    };
  });
  const identify = vi.fn(async (cookie: string | null) => people.get(cookie ?? '') ?? null);
  const recheck = createIdentityRecheck({ identify, clock });
  return { clock, closes, people, connections, identify, recheck };
};
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

test('only those are closed who are somebody else by now', async () => {
  const { closes, people, connections, recheck } = set('ann', 'bob', 'cleo', 'dan');
  people.set('bob', null);
  people.set('cleo', { key: 'cleo', account: { accountId: 'cleo', username: 'cleopatra' } });
  recheck.begin(connections);
  await settled();
  expect(closes).toEqual({ ann: [], bob: [CLOSE.IDENTITY_CHANGED], cleo: [CLOSE.IDENTITY_CHANGED], dan: [] });
});

test('people are asked about one after the other', async () => {
  const { connections, identify, recheck } = set('ann', 'bob', 'cleo');
  const answers: (() => void)[] = [];
  identify.mockImplementation((cookie) => new Promise((resolve) => answers.push(() => resolve(member(cookie ?? '')))));
  recheck.begin(connections);
  for (const asked of [1, 2, 3]) {
    await settled();
    expect(identify).toHaveBeenCalledTimes(asked);
    answers.shift()?.();
  }
});

test('while it cannot be found out nobody is closed, and it is tried again', async () => {
  const { clock, closes, connections, identify, people, recheck } = set('ann', 'bob');
  people.set('bob', null);
  identify.mockRejectedValueOnce(new Error('database away'));
  recheck.begin(connections);
  await settled();
  expect(closes).toEqual({ ann: [], bob: [] });
  clock.advance(5_000);
  await settled();
  expect(closes).toEqual({ ann: [], bob: [CLOSE.IDENTITY_CHANGED] });
  expect(clock.pending()).toBe(0);
});

test('a change that comes while somebody is asked about is asked for once more', async () => {
  const { closes, connections, identify, people, recheck } = set('ann');
  let answer = (): void => undefined;
  identify.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(member('ann')))));
  recheck.begin(connections);
  people.set('ann', null);
  recheck.begin(connections);
  answer();
  await settled();
  expect(closes).toEqual({ ann: [CLOSE.IDENTITY_CHANGED] });
});
