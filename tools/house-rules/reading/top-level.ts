/** One statement of a module, in scanned code (code-scanner.ts). */
export interface Statement {
  readonly text: string;
  /** Where it begins, in characters. */
  readonly offset: number;
}

const OPENING = '([{';
const CLOSING = ')]}';

/** What a statement begins with; brackets that close, and the `>` and backtick that Biome leaves at the margin, go on with one. */
const BEGINS = /[A-Za-z_(['"!;+@-]/;

/** A statement begins where a line begins at the margin while no bracket is open: Biome formats all code so. */
export const topLevelStatements = (code: string): Statement[] => {
  const starts: number[] = [];
  let depth = 0;
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at] ?? '';
    const atMargin = at === 0 || code[at - 1] === '\n';
    if (atMargin && depth === 0 && BEGINS.test(character)) starts.push(at);
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth -= 1;
  }
  return starts.map((offset, index) => ({ text: code.slice(offset, starts[index + 1]), offset }));
};

/** The offset just behind the bracket that closes the one at `at`. */
const closeOf = (code: string, at: number): number => {
  let depth = 0;
  for (let index = at; index < code.length; index += 1) {
    if (OPENING.includes(code[index] ?? ' ')) depth += 1;
    else if (CLOSING.includes(code[index] ?? ' ')) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return code.length;
};

/** The end of an expression that begins at `at`: a comma, semicolon or closing bracket of what is around it. */
const expressionEnd = (code: string, at: number): number => {
  let index = at;
  while (index < code.length && !`,;${CLOSING}`.includes(code[index] ?? '')) {
    index = OPENING.includes(code[index] ?? ' ') ? closeOf(code, index) : index + 1;
  }
  return index;
};

/** Where a function's body may begin: behind an arrow, `function name`, or the name of a method. */
const FUNCTION =
  /=>\s*|\bfunction\b[^(]*(?=\()|(?<![.\w])(?!(?:if|for|while|switch|catch|new|return|await)\b)[\w$]+\s*(?=\()/g;

/** The part of a statement that runs when the module is imported: without the bodies of functions and classes. */
export const eagerPart = (code: string): string => {
  if (/^(?:export\s+)?(?:abstract\s+)?class\b/.test(code)) return '';
  let eager = '';
  let at = 0;
  FUNCTION.lastIndex = 0;
  for (let match = FUNCTION.exec(code); match; match = FUNCTION.exec(code)) {
    const behind = match.index + match[0].length;
    let end = behind;
    if (match[0].startsWith('=>')) end = code[behind] === '{' ? closeOf(code, behind) : expressionEnd(code, behind);
    else {
      const body = /^\s*(?::[^={;,()]*)?\{/.exec(code.slice(closeOf(code, behind)));
      if (!body) continue;
      end = closeOf(code, closeOf(code, behind) + body[0].length - 1);
    }
    eager += code.slice(at, match.index);
    at = end;
    FUNCTION.lastIndex = end;
  }
  return eager + code.slice(at);
};
