import { expect, test } from 'vitest';
import { startRoom as set } from './realtime-room-rig.ts';
import type { Outgoing } from './server-frames.ts';

test('whoever comes back gets all that was missed in one write', async () => {
  const { room, member, heed, read } = set();
  room.subscribe(member(), null);
  await read();
  for (let seq = 1; seq <= 50; seq++) heed(seq);
  const one = member();
  let writes = 0;
  const send = (outgoing: Outgoing): void => {
    writes += 1;
    one.send(outgoing);
  };
  room.subscribe({ ...one, send }, { epoch: 'e1', seq: 0 });
  expect(one.heard).toHaveLength(51);
  expect(writes).toBe(1);
});

test('asks the bus with what it has heard, so that a count that has fallen back is noticed', async () => {
  const { room, member, heed, read, moveBus, asked } = set(4);
  const one = member();
  room.subscribe(one, null);
  await read();
  for (const seq of [5, 6, 7]) heed(seq);
  moveBus({ epoch: 'e2', seq: 6 });
  await room.catchUp();
  await read();
  heed(7, 'e2');
  expect(asked.at(-1)).toEqual({ epoch: 'e1', seq: 7 });
  expect(one.heard.slice(-2)).toEqual(['snapshot e2 6', 'event 7']);
});
