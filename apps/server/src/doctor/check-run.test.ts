import { createFakeClock } from '@livestreamer/clock';
import type { Check } from '@livestreamer/contracts';
import { expect, test, vi } from 'vitest';
import { createCheckRuns } from './check-run.ts';

const check = (id: Check['id']): Check => ({ id, title: id, state: 'ok', sentence: 'All is well.', advice: null });

test('who asks while a look goes on sees how far it is, and begins no other', async () => {
  const clock = createFakeClock();
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const runChecks = vi.fn(async function* () {
    yield check('ports');
    await gate;
    yield check('disk');
  });
  const runs = createCheckRuns({ doctor: () => ({ runChecks, sendLetter: async () => check('mail') }), clock });
  expect(runs.last()).toBeNull();

  const begun = runs.begin();
  expect(begun).toMatchObject({ finishedAt: null, checks: [] });
  await vi.waitFor(() => expect(runs.last()?.checks).toEqual([check('ports')]));
  clock.advance(1_000);
  expect(runs.begin()).toEqual({ ...begun, checks: [check('ports')] });

  open();
  await vi.waitFor(() => expect(runs.last()?.finishedAt).toBe(new Date(clock.now()).toISOString()));
  expect(runs.last()?.checks).toEqual([check('ports'), check('disk')]);
  expect(runChecks).toHaveBeenCalledTimes(1);

  clock.advance(1_000);
  expect(runs.begin().startedAt).toBe(new Date(clock.now()).toISOString());
  expect(runChecks).toHaveBeenCalledTimes(2);
});
