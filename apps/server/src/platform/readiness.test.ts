import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { DependencyProblem } from './dependency.ts';
import { createReadiness } from './readiness.ts';

const never = (): Promise<void> => new Promise(() => undefined);

test('it looks at everything side by side and waits for nothing longer than two seconds', async () => {
  const clock = createFakeClock();
  const readiness = createReadiness({
    dependencies: [
      { name: 'postgres', check: never },
      { name: 'redis', check: never },
      { name: 'disk', check: async () => undefined },
    ],
    clock,
  });
  readiness.open();
  const report = readiness.report();
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(2_000);
  expect(await report).toEqual({
    phase: 'running',
    isReady: false,
    dependencies: [
      { name: 'postgres', isWell: false, isDispensable: false, reason: 'postgres did not answer within 2 s.' },
      { name: 'redis', isWell: false, isDispensable: false, reason: 'redis did not answer within 2 s.' },
      { name: 'disk', isWell: true, isDispensable: false, reason: null },
    ],
  });
});

test('it is ready without what it can do without, and says what that is', async () => {
  const away = { name: 'redis', isDispensable: true, check: () => Promise.reject(new DependencyProblem('is full')) };
  const well = { name: 'postgres', check: async () => undefined };
  const readiness = createReadiness({ dependencies: [well, away], clock: createFakeClock() });
  readiness.open();
  expect(await readiness.report()).toMatchObject({
    isReady: true,
    dependencies: [{ isWell: true }, { name: 'redis', isWell: false, reason: 'redis is full.' }],
  });
});

test('it says why in words of ours or by a code, and never in those of a library', async () => {
  const failing = (name: string, error: unknown) => ({ name, check: () => Promise.reject(error) });
  const refused = Object.assign(new Error('connect to admin:hunter2@10.0.0.7'), { code: 'ECONNREFUSED' });
  const readiness = createReadiness({
    dependencies: [
      failing('postgres', refused),
      failing('redis', new Error('hunter2')),
      failing('disk', new DependencyProblem('has only 3 MB left')),
      failing('jobs', Object.assign(new Error('hunter2'), { code: 'see hunter2' })),
    ],
    clock: createFakeClock(),
  });
  const { dependencies } = await readiness.report();
  expect(dependencies.map(({ reason }) => reason)).toEqual([
    'postgres cannot be used (ECONNREFUSED).',
    'redis cannot be used.',
    'disk has only 3 MB left.',
    'jobs cannot be used.',
  ]);
});

test('however many ask, and however long a check hangs, it is made once at a time', async () => {
  const clock = createFakeClock();
  let made = 0;
  const check = (): Promise<void> => {
    made += 1;
    return never();
  };
  const readiness = createReadiness({ dependencies: [{ name: 'disk', check }], clock });
  for (let round = 0; round < 3; round += 1) {
    const reports = [readiness.report(), readiness.report()];
    await Promise.resolve();
    clock.advance(2_000);
    for (const { isReady } of await Promise.all(reports)) expect(isReady).toBe(false);
  }
  expect(made).toBe(1);
});

test('a server that starts or stops is not ready, however well everything is', async () => {
  const readiness = createReadiness({ dependencies: [], clock: createFakeClock() });
  expect(await readiness.report()).toMatchObject({ phase: 'starting', isReady: false });
  readiness.open();
  expect(await readiness.report()).toMatchObject({ phase: 'running', isReady: true });
  readiness.close();
  expect(await readiness.report()).toMatchObject({ phase: 'stopping', isReady: false });
});
