import { RE2JS, RE2JSException, RE2Set } from 're2js';

/**
 * Regular expressions in RE2's syntax (no look-around, no back references), which are answered in time linear in the text. What is bounded besides is the
 * factor: a step of an expression and a character of a text cost some 0.1 µs at worst, so the most of both is 0.2 s.
 */
export const EXPRESSION_BOUNDS = {
  /** Steps of all the expressions of a station together. A word has about as many as letters, `\w{1,50}` has 50. */
  steps: 1_000,
  /** Characters (UTF-16 units) of a text that expressions look at: four times the longest ordinary one. */
  textUnits: 2_000,
  /** What a station's expressions may remember to be fast. */
  memoryBytes: 512 * 1024,
} as const;

type ExpressionWeight = { readonly steps: number } | { readonly problem: string };

/** What one expression costs, or why it cannot be used: the end of a sentence that begins with "the expression". */
export const weighExpression = (pattern: string): ExpressionWeight => {
  try {
    const expression = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    const steps = expression.programSize();
    if (steps <= EXPRESSION_BOUNDS.steps && expression.test(''))
      return { problem: 'fits every message, also an empty one' };
    return { steps };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const why = error.message.replace(/^error parsing regexp: /, '').replaceAll('(?i)', '');
    return { problem: `cannot be used: ${why} (RE2 syntax, without look-around and back references)` };
  }
};

/**
 * Which of these expressions fit a clean text, by their places in the list. All are looked for at once. A text that is too long to be looked through may
 * have anything at its end, so it fits them all.
 */
export const compileExpressions = (patterns: readonly string[]): ((clean: string) => readonly number[]) => {
  if (patterns.length === 0) return () => [];
  const { memoryBytes, textUnits } = EXPRESSION_BOUNDS;
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE, memoryBytes);
  for (const pattern of patterns) set.add(pattern);
  set.compile();
  const all = patterns.map((_, place) => place);
  return (clean) => (clean.length > textUnits ? all : set.match(clean));
};
