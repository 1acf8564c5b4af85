import { createFakeClock } from '@livestreamer/clock';
import { expect, test } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { createScreen } from './screen.ts';
import type { ShowStatus } from './show-status.ts';

const STATUS: ShowStatus = {
  uplink: { kind: 'on-air' },
  onAirMs: 1_000,
  stateMs: 1_000,
  sentBytes: 16_000,
  level: null,
  listeners: 2,
};
const LINE = '● LIVE 00:00:01 │ 16 kB sent │ ············ no sound │ 2 listeners';
const CLEAR = '\r\u001b[2K';

const open = ({ interactive }: { interactive: boolean }) => {
  const clock = createFakeClock();
  const written: string[] = [];
  const terminal: Terminal = {
    interactive,
    colour: false,
    columns: () => 100,
    write: (text) => void written.push(text),
    complain: () => {},
  };
  const screen = createScreen({ terminal, clock, status: () => STATUS });
  return { clock, screen, written: () => written.splice(0).join('') };
};

test('on a terminal the status is repainted four times a second, in place', () => {
  const { clock, screen, written } = open({ interactive: true });
  expect(written()).toBe(CLEAR + LINE);
  clock.advance(1_000);
  expect(written()).toBe((CLEAR + LINE).repeat(4));
  screen.close();
});

test('on a terminal a line that stays takes the place of the status, which moves down', () => {
  const { screen, written } = open({ interactive: true });
  written();
  screen.say('on air');
  const [cleared, said, ...repainted] = written().split(/(?<=\n)|(?<=2K)/);
  expect([cleared, repainted.join('')]).toEqual([CLEAR, CLEAR + LINE]);
  expect(said).toMatch(/^\d\d:\d\d:\d\d on air\n$/);
  screen.close();
});

test('after its end nothing is repainted', () => {
  const { clock, screen, written } = open({ interactive: true });
  written();
  screen.close();
  expect(written()).toBe(CLEAR);
  screen.say('ended');
  clock.advance(10_000);
  expect(written()).toMatch(/^\d\d:\d\d:\d\d ended\n$/);
  expect(clock.pending()).toBe(0);
});

test('for scripts there are plain lines, and the figures once a minute', () => {
  const { clock, screen, written } = open({ interactive: false });
  screen.say('on air');
  clock.advance(59_999);
  expect(written()).toBe('on air\n');
  clock.advance(1);
  expect(written()).toBe(`${LINE}\n`);
  screen.close();
  expect(written()).toBe('');
});
