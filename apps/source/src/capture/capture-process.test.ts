import { createFakeClock } from '@livestreamer/clock';
import { expect, test, vi } from 'vitest';
import { type ProcessEnd, runCaptureProcess } from './capture-process.ts';

const run = (script: string) => {
  const clock = createFakeClock();
  const ends: ProcessEnd[] = [];
  let heard = '';
  const running = runCaptureProcess(
    {
      command: '/bin/sh',
      args: ['-c', script],
      environment: process.env,
      onStdout: (bytes) => {
        heard += Buffer.from(bytes).toString();
      },
    },
    { clock, onEnd: (end) => ends.push(end) },
  );
  const begun = () => vi.waitUntil(() => heard.includes('begun'), { timeout: 10_000, interval: 5 });
  return { running, clock, ends, begun };
};

test('a script around the program ends with it', async () => {
  const { running, ends, begun } = run('echo begun; sleep 600; true');
  await begun();
  await running.stop();
  expect(ends).toMatchObject([{ well: false }]);
});

test('a program that will not end is ended by force', async () => {
  const { running, clock, ends, begun } = run('trap "" TERM; echo begun; while true; do sleep 600; done');
  await begun();
  const stopped = running.stop();
  clock.advance(2_000);
  await stopped;
  expect(ends).toMatchObject([{ well: false }]);
});

test('a program that hides in a group of its own is not waited for', async () => {
  const { running, clock, ends, begun } = run('setsid sh -c "echo begun; sleep 20" & wait');
  await begun();
  const stopped = running.stop();
  clock.advance(3_000);
  await stopped;
  expect(ends).toHaveLength(1);
});
