import { expect, test } from 'vitest';
import { chatTextOf, graphemesOf } from './chat-text.ts';

const FAMILY = '👩‍👩‍👧‍👦';

const codeOf = (text: string): string => {
  try {
    chatTextOf(text);
    return 'taken';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'broken';
  }
};

test.each([
  ['spaces around it go', '  \n hello\t', 'hello'],
  ['lines stay', 'one\r\ntwo\rthree\n\nfour', 'one\ntwo\nthree\n\nfour'],
  ['letters and their accents become one', 'e\u0301', 'é'],
  ['what turns the order of text around is taken out', '\u202E+49 30\u202C \u2068Zoë\u2069', '+49 30 Zoë'],
  ['marks that some languages need stay', 'נ\u200Fa', 'נ\u200Fa'],
  ['one emoji is enough', FAMILY, FAMILY],
  ['so is a flag of a country and one of a region', '🇩🇪🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇩🇪🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['an emoji newer than this program counts as seen', '\u{1FAFF}', '\u{1FAFF}'],
  ['a full stop', '.', '.'],
])('%s', (_, written, stored) => {
  expect(chatTextOf(written)).toBe(stored);
});

test.each([
  ['nothing', ''],
  ['spaces of all kinds', ' \u00a0\u2003\u3000\n'],
  ['joiners', '\u200b\u200d\u2060\ufeff'],
  ['fillers', '\u3164\u115f\u2800'],
  ['marks on nothing', '\u0301\u20e3'],
  ['tags and variations', '\u{E0041}\ufe0f'],
  ['directions', '\u202e\u2066'],
])('%s cannot be seen, and is no message', (_, text) => {
  expect(codeOf(text)).toBe('validation_failed');
});

test.each([
  ['NUL', '\u0000'],
  ['a bell', '\u0007'],
  ['a tab', '\t'],
  ['an escape', '\u001b[31m'],
  ['a C1 control', '\u0085'],
  ['a line separator', '\u2028'],
  ['half a surrogate pair', '\ud83d'],
])('%s within a text is refused', (_, character) => {
  expect(codeOf(`a${character}b`)).toBe('validation_failed');
});

test.each([['a'], ['é'], ['e\u0323\u0301'], [FAMILY.slice(0, 5)], ['नि'], ['각'], ['🇩🇪']])(
  '500 times %s is a message, and 501 times is none: what people see as one counts as one',
  (grapheme) => {
    expect(codeOf(grapheme.repeat(500))).toBe('taken');
    expect(codeOf(grapheme.repeat(501))).toBe('validation_failed');
  },
);

test('marks that climb over their neighbours are refused, those of living scripts are not', () => {
  expect(codeOf(`a${'\u0301\u0302\u0303'.repeat(4)}`)).toBe('validation_failed');
  expect(codeOf(`a${'\u0301\u200d'.repeat(10)}`)).toBe('validation_failed');
  for (const text of ['בְּרֵאשִׁ֖ית', 'ཀྵྲྀཾ', 'ผู้']) expect(codeOf(text)).toBe('taken');
});

test('a text that grows when it is normalised is measured after that', () => {
  const grows = 'a\u0344\u0344\u0344'.repeat(999);
  expect(grows.length).toBeLessThan(4_000);
  expect(grows.normalize('NFC').length).toBeGreaterThan(4_000);
  expect(codeOf(grows)).toBe('validation_failed');
});

test('the worst text that may come in is judged in no time', () => {
  const before = performance.now();
  for (const unit of ['\u0301', 'a\u0301', '\u200d', FAMILY, '🇩🇪'])
    codeOf(unit.repeat(Math.floor(4_000 / unit.length)));
  expect(performance.now() - before).toBeLessThan(500);
});

test('the beginning of a text is cut between graphemes', () => {
  expect(graphemesOf(`a${FAMILY}b`, 2)).toEqual(['a', FAMILY]);
});
