import { expect, test, vi } from 'vitest';
import { createRoomLine } from './room-line.ts';

const deferred = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

test('one at a time, in the order they came, and other rooms do not wait', async () => {
  const line = createRoomLine();
  const { opened, open } = deferred();
  const order: string[] = [];
  const work = (name: string, until?: Promise<void>) => async () => {
    order.push(`${name} in`);
    await until;
    order.push(`${name} out`);
    return name;
  };
  const first = line.inTurn('a', work('first', opened));
  const second = line.inTurn('a', work('second'));
  expect(await line.inTurn('b', work('elsewhere'))).toBe('elsewhere');
  open();
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  expect(order).toEqual(['first in', 'elsewhere in', 'elsewhere out', 'first out', 'second in', 'second out']);
});

test('who fails does not stop the next', async () => {
  const line = createRoomLine();
  const failing = line.inTurn('a', async () => {
    throw new Error('no');
  });
  const next = line.inTurn('a', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

test('a line that is too long takes nobody more, until it is shorter', async () => {
  const line = createRoomLine(2);
  const { opened, open } = deferred();
  const waiting = [1, 2, 3].map(() => line.inTurn('a', () => opened));
  await expect(line.inTurn('a', () => opened)).rejects.toMatchObject({ code: 'unavailable' });
  open();
  await Promise.all(waiting);
  expect(await line.inTurn('a', async () => 'again')).toBe('again');
});

test('who comes first passes all who wait, and nobody else of their kind', async () => {
  const line = createRoomLine();
  const order: string[] = [];
  const goOn: (() => void)[] = [];
  const come = (name: string, first?: boolean) =>
    line.inTurn(
      'room',
      async () => {
        order.push(name);
        if (name === 'at work') await new Promise<void>((resolve) => void goOn.push(resolve));
      },
      { first },
    );
  const all = [come('at work'), come('a'), come('b'), come('keeper 1', true), come('c'), come('keeper 2', true)];
  await vi.waitUntil(() => goOn.length > 0);
  goOn[0]?.();
  await Promise.all(all);
  expect(order).toEqual(['at work', 'keeper 1', 'keeper 2', 'a', 'b', 'c']);
});
