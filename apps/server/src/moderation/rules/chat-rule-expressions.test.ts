import { expect, test } from 'vitest';
import { compileExpressions, EXPRESSION_BOUNDS, weighExpression } from './chat-rule-expressions.ts';

const durationMs = (work: () => unknown): number => {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
};

const least = (times: number, work: () => unknown): number =>
  Math.min(...Array.from({ length: times }, () => durationMs(work)));

// Each of these keeps an engine that goes back busy for years with sixty characters.
test.each(['^(a+)+$', '^(a|aa)+$', '^(a|a)*$', '(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y'])(
  'the expression %s is answered in time that grows with the text and no faster',
  (pattern) => {
    const fits = compileExpressions([pattern]);
    const short = `${'a'.repeat(400)}!`;
    const long = `${'a'.repeat(1_600)}!`;
    fits(long);
    const shortMs = least(5, () => fits(short));
    const longMs = least(5, () => fits(long));
    expect(longMs).toBeLessThan(Math.max(20, shortMs * 4 * 4));
  },
);

test('the dearest expressions that a station may have keep nobody waiting', () => {
  const patterns = ['(a|b)*a(a|b){200}c', '[ab]*b[ab]{490}d'];
  const steps = patterns.map(weighExpression).reduce((sum, weight) => sum + ('steps' in weight ? weight.steps : 0), 0);
  expect(steps).toBeGreaterThan(EXPRESSION_BOUNDS.steps * 0.9);
  const fits = compileExpressions(patterns);
  const text = Array.from({ length: EXPRESSION_BOUNDS.textUnits }, (_, index) =>
    (index * index) % 7 < 3 ? 'a' : 'b',
  ).join('');
  expect(least(3, () => fits(text))).toBeLessThan(1_000);
});

test('all expressions are looked for at once, without upper and lower case, and named by their places', () => {
  const fits = compileExpressions(['fr[e3]+', '^hello$', '\\p{Cyrillic}{3}', '(?-i)ABC']);
  expect(fits('so FREEE')).toEqual([0]);
  expect(fits('Hello')).toEqual([1]);
  expect(fits('free для всех')).toEqual([0, 2]);
  expect(fits('abc')).toEqual([]);
  expect(fits('ABC')).toEqual([3]);
  expect(compileExpressions([])('anything')).toEqual([]);
});

test('what is too long to be looked through fits every expression, so that nothing hides at its end', () => {
  const fits = compileExpressions(['spam', 'eggs']);
  expect(fits(`${'a'.repeat(EXPRESSION_BOUNDS.textUnits)} spam`)).toEqual([0, 1]);
  expect(fits('a'.repeat(EXPRESSION_BOUNDS.textUnits))).toEqual([]);
});

test.each(['(?=a)', '(?<!a)b', '(a)\\1', '(', '[z-a]', 'a{2000}', '((a{100}){100}){100}', '*'])(
  'the expression %s is refused with a reason that does not speak of what was added to it',
  (pattern) => {
    const weight = weighExpression(pattern);
    expect(weight).toEqual({ problem: expect.stringMatching(/^cannot be used: .+RE2/) });
    expect(JSON.stringify(weight)).not.toContain('(?i)');
  },
);

test.each(['a*', '', '.*', '(spam)?'])('the expression "%s" would keep every message out', (pattern) => {
  expect(weighExpression(pattern)).toHaveProperty('problem', expect.stringContaining('every message'));
});

test('an expression that is short to write and large to run is weighed before it can cost anything', () => {
  const startedMs = performance.now();
  const weight = weighExpression('\\pL{1000}'.repeat(22));
  expect('steps' in weight ? weight.steps : 0).toBeGreaterThan(EXPRESSION_BOUNDS.steps);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
