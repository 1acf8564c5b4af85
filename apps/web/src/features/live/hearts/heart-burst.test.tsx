// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HeartBurst } from './heart-burst.tsx';

let root: Root;
beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  document.body.innerHTML = '<div id="root"></div>';
  const place = document.getElementById('root');
  if (!place) throw new Error('There is no place for the hearts.');
  root = createRoot(place);
});
afterEach(() => act(async () => root.unmount()));

const show = (hearts: number) => act(async () => root.render(<HeartBurst hearts={hearts} />));
const flying = (): Element[] => [...document.querySelectorAll('svg')];

it('none fly for hearts that were there before', async () => {
  await show(1_000);
  expect(flying()).toHaveLength(0);
});

it('one flies for each, a few for many, and never more than a screen can take', async () => {
  await show(0);
  await show(2);
  expect(flying()).toHaveLength(2);
  await show(5_000);
  expect(flying()).toHaveLength(8);
  for (let more = 1; more < 10; more += 1) await show(5_000 + more * 100);
  expect(flying()).toHaveLength(18);
});

it('each is gone when it has flown, and none fly when hearts are taken back', async () => {
  await show(3);
  await show(4);
  await act(async () => flying()[0]?.dispatchEvent(new Event('animationend', { bubbles: true })));
  expect(flying()).toHaveLength(0);
  await show(3);
  expect(flying()).toHaveLength(0);
});
