import type { RepositoryFile } from './rule-finding.ts';

/**
 * TypeScript with its words separated from its code. Both texts are as long as the file and have its line breaks,
 * so an offset in one is an offset in the file.
 */
export interface ScannedCode {
  /** The code: comments, and what stands inside strings, templates and regular expressions, are blanks. */
  readonly code: string;
  /** The comments; everything else is blanks. */
  readonly comments: string;
}

/** Where one lexical element ends, and which part of it is words rather than code. */
interface Piece {
  readonly end: number;
  readonly kind: 'comment' | 'literal';
}

/** After these a slash begins a regular expression; after anything else that ends an expression it divides. */
const BEFORE_REGULAR_EXPRESSION =
  /(?:^|[([{,;:=!&|?+\-*%~^>]|\b(?:return|typeof|case|in|of|do|else|void|throw|await|yield))\s*$/;

const QUOTED = { "'": /'(?:[^'\\\n]|\\[\s\S])*'/y, '"': /"(?:[^"\\\n]|\\[\s\S])*"/y } as const;
const REGULAR_EXPRESSION = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const LINE_COMMENT = /\/\/.*/y;
const BLOCK_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y;
const INTERESTING = /['"`/{}]/g;

const endOf = (pattern: RegExp, text: string, at: number): number | null => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
};

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Reads what begins at a quote or a slash. Null: it is just that character (an apostrophe in JSX text, a division). */
const readPiece = (text: string, at: number): Piece | null => {
  const character = text[at];
  if (character === "'" || character === '"') {
    const end = endOf(QUOTED[character], text, at);
    return end === null ? null : { end, kind: 'literal' };
  }
  const comment = endOf(LINE_COMMENT, text, at) ?? endOf(BLOCK_COMMENT, text, at);
  if (comment !== null) return { end: comment, kind: 'comment' };
  if (!BEFORE_REGULAR_EXPRESSION.test(text.slice(Math.max(0, at - 16), at))) return null;
  const end = endOf(REGULAR_EXPRESSION, text, at);
  return end === null ? null : { end, kind: 'literal' };
};

/** The end of a template's text that begins at `at`: behind its closing backtick, or behind the `${` of a substitution. */
const templateText = (text: string, at: number): { end: number; closed: boolean } => {
  for (let index = at; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '`') return { end: index + 1, closed: true };
    else if (text[index] === '$' && text[index + 1] === '{') return { end: index + 2, closed: false };
  }
  return { end: text.length, closed: true };
};

/** Separates words from code. Knows strings, templates (nested), regular expressions and comments; survives JSX. */
export const scanCode = (text: string): ScannedCode => {
  let code = '';
  let comments = '';
  /** For each template that is open around this place: how many braces its substitution has open. */
  const templates: number[] = [];
  let at = 0;

  const take = (end: number, kind: Piece['kind'] | 'code'): void => {
    const taken = text.slice(at, end);
    if (kind === 'literal') code += taken.length < 2 ? taken : `${taken[0]}${blank(taken.slice(1, -1))}${taken.at(-1)}`;
    else code += kind === 'code' ? taken : blank(taken);
    comments += kind === 'comment' ? taken : blank(taken);
    at = end;
  };

  const takeTemplateText = (): void => {
    const { end, closed } = templateText(text, at);
    const borderEnd = closed ? 1 : 2;
    const words = text.slice(at, end - borderEnd);
    code += blank(words) + text.slice(end - borderEnd, end);
    comments += blank(text.slice(at, end));
    at = end;
    if (!closed) templates.push(0);
  };

  while (at < text.length) {
    INTERESTING.lastIndex = at;
    const found = INTERESTING.exec(text);
    take(found?.index ?? text.length, 'code');
    const character = found?.[0];
    if (character === undefined) break;
    const depth = templates.at(-1);
    if (character === '`') {
      take(at + 1, 'code');
      takeTemplateText();
    } else if (character === '{' || character === '}') {
      take(at + 1, 'code');
      if (depth === undefined) continue;
      if (character === '{') templates[templates.length - 1] = depth + 1;
      else if (depth > 0) templates[templates.length - 1] = depth - 1;
      else {
        templates.pop();
        takeTemplateText();
      }
    } else {
      const piece = readPiece(text, at);
      take(piece?.end ?? at + 1, piece?.kind ?? 'code');
    }
  }
  return { code, comments };
};

const scanned = new WeakMap<RepositoryFile, ScannedCode>();

/** The scan of a file; made once, because most rules ask for it. */
export const scanOf = (file: RepositoryFile): ScannedCode => {
  const known = scanned.get(file);
  if (known) return known;
  const made = scanCode(file.text);
  scanned.set(file, made);
  return made;
};
