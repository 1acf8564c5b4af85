import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTracklist, parseTracklist } from './tracklist-text.ts';

test.each([
  ['12:34 Orbital – Halcyon', 754_000, 'Orbital – Halcyon'],
  ['1:02:03 Orbital – Halcyon', 3_723_000, 'Orbital – Halcyon'],
  ['[00:05:00] Orbital – Halcyon', 300_000, 'Orbital – Halcyon'],
  ['0:00 - Orbital – Halcyon', 0, 'Orbital – Halcyon'],
  ['75:10 Orbital', 4_510_000, 'Orbital'],
  ['3. 12:34 Orbital', 754_000, 'Orbital'],
  ['3. Orbital – Halcyon', null, 'Orbital – Halcyon'],
  ['  Orbital\t–  Halcyon ', null, 'Orbital – Halcyon'],
  ['808 State – Pacific', null, '808 State – Pacific'],
  ['12:99 Orbital', null, '12:99 Orbital'],
  ['12:34', null, '12:34'],
])('%s', (line, atMs, text) => {
  expect(parseTracklist(line)).toEqual([{ atMs, text }]);
});

test('each line is one piece, and empty ones are none', () => {
  expect(parseTracklist('One\r\n\n  \nTwo\n')).toEqual([
    { atMs: null, text: 'One' },
    { atMs: null, text: 'Two' },
  ]);
});

test('what was written out is read again as it was, to the second', () => {
  const track = fc.record({
    atMs: fc.option(fc.integer({ min: 0, max: 86_400 }).map((seconds) => seconds * 1_000)),
    text: fc.stringMatching(/^[A-Za-zà-ü][A-Za-zà-ü –]{0,40}[A-Za-zà-ü]$/).map((text) => text.replace(/ +/g, ' ')),
  });
  fc.assert(
    fc.property(fc.array(track), (tracks) => {
      expect(parseTracklist(formatTracklist(tracks))).toEqual(tracks);
    }),
  );
});
