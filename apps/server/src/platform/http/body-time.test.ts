import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import { createBodyTime } from './body-time.ts';

const set = (headers: Record<string, string> = { 'content-length': '9' }) => {
  const clock = createFakeClock();
  const bodyTime = createBodyTime({ clock, timeoutMs: 20_000 });
  const state = { complete: false, destroyed: false };
  const destroy = () => {
    state.destroyed = true;
  };
  const request = Object.assign(new EventEmitter(), { headers, destroy }, state) as unknown as IncomingMessage; // what of a request is looked at
  bodyTime.bound(request);
  return { clock, bodyTime, request, state };
};

test('a body that does not come in time is cut off', () => {
  const { clock, state } = set();
  clock.advance(19_999);
  expect(state.destroyed).toBe(false);
  clock.advance(1);
  expect(state.destroyed).toBe(true);
});

test('a file may take longer, and not for ever', () => {
  const { clock, bodyTime, request, state } = set({ 'transfer-encoding': 'chunked' });
  clock.advance(10_000);
  bodyTime.extend(request, 120_000);
  clock.advance(119_999);
  expect(state.destroyed).toBe(false);
  clock.advance(1);
  expect(state.destroyed).toBe(true);
});

test.each(['end', 'close'])('nothing is left behind after its %s', (event) => {
  const { clock, bodyTime, request } = set();
  bodyTime.extend(request, 120_000);
  request.emit(event);
  expect(clock.pending()).toBe(0);
});

test('without a body nothing is waited for', () => {
  const { clock, bodyTime, request } = set({});
  bodyTime.extend(request, 120_000);
  expect(clock.pending()).toBe(0);
});
