import { createFakeClock } from '@livestreamer/clock';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChatLog } from './chat-log.ts';
import { createChatRoomModel, type Fate } from './chat-room-rig.ts';

const PAGES = 3;
const page = fc.nat(PAGES - 1);
const fate = fc.constantFrom<Fate>('works', 'lost', 'answer-lost');
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('post' as const), page }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), page, nth: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), page, nth: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('clear' as const, 'unclear' as const), page }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), page, nth: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'comeBack' as const), page }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fate' as const), page, fate }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), page, ms: fc.nat(3_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
};

const play = async (steps: readonly Step[]) => {
  const clock = createFakeClock();
  const model = createChatRoomModel();
  const pages = Array.from({ length: PAGES }, (_, n) => {
    const line = model.line(`p${n}`);
    const log = createChatLog({ station: 'club', ...line, clock, chance: { fraction: () => 0.5 } });
    return { line, log };
  });
  let posts = 0;
  const act = async (one: Step): Promise<void> => {
    const { line, log } = pages[one.page] ?? expect.unreachable();
    if (one.do === 'post') {
      posts += 1;
      log.post(`text ${posts}`);
    } else if (one.do === 'edit')
      await log.edit(`m${one.nth % Math.max(1, model.count())}`, 'edited').catch(() => undefined);
    else if (one.do === 'remove') model.remove(one.nth);
    else if (one.do === 'clear') model.clear();
    else if (one.do === 'unclear') model.unclear();
    else if (one.do === 'deliver') line.deliver(one.nth);
    else if (one.do === 'fate') line.fates.push(one.fate);
    else if (one.do === 'wait') clock.advance(one.ms);
    else line[one.do]();
  };
  for (const one of steps) {
    await act(one);
    await settled();
  }
  // In the end every line is whole, and what waits arrives.
  for (const { line } of pages) {
    line.fates.length = 0;
    line.comeBack();
  }
  for (let round = 0; round < 40; round += 1) {
    for (const { line } of pages) for (let n = 0; n < 20; n += 1) line.deliver(0);
    clock.advance(1_000);
    await settled();
  }
  const seen = pages.map(({ log }) =>
    log
      .view()
      .items.map(({ message, pending }) =>
        message ? `${message.id} ${message.state} ${message.text}` : pending?.state,
      ),
  );
  for (const { log } of pages) log.close();
  return { seen, expected: model.texts(), stored: model.count(), posts };
};

/** A clearing is told after its undoing. */
const SWAPPED: Step[] = [
  { do: 'post', page: 0 },
  { do: 'clear', page: 0 },
  { do: 'unclear', page: 0 },
  { do: 'deliver', page: 0, nth: 1 },
];

test('whatever is dropped, swapped, cut or said twice: in the end every page shows every message once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { seen, expected, stored, posts } = await play(steps);
      expect(stored).toBe(posts);
      for (const lines of seen) expect(lines).toEqual(expected);
    }),
    { numRuns: Number(process.env['CHAT_LOG_RUNS'] ?? 150), examples: [[SWAPPED]] },
  );
}, 300_000);
