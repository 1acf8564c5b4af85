import { lineAt } from './rule-finding.ts';

/** A place in a document that names something. */
export interface Mention {
  readonly name: string;
  readonly line: number;
}

/** Fenced blocks hold examples, not claims about the repository. */
const withoutFences = (text: string): string =>
  text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, (block) => block.replace(/[^\n]/g, ' '));

const mentions = (text: string, pattern: RegExp): Mention[] =>
  [...text.matchAll(pattern)].map((match) => ({ name: match[1] ?? '', line: lineAt(text, match.index) }));

/** Targets of links and pictures, `[a](b)`, `![a](b)`, `<img src="b">`, in a document. */
export const linksIn = (document: string): Mention[] => {
  const text = withoutFences(document).replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  return [...mentions(text, /\]\(\s*<?([^)\s>]+)/g), ...mentions(text, /\b(?:src|srcset|href)="([^"]+)"/g)];
};

/** What stands between backticks. */
export const codeWordsIn = (document: string): Mention[] => mentions(withoutFences(document), /`([^`\n]+)`/g);

/** The anchors that GitHub gives to the headings of a document. */
export const anchorsOf = (document: string): ReadonlySet<string> => {
  const times = new Map<string, number>();
  const headings = [...withoutFences(document).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map((match) => match[1] ?? '');
  return new Set(
    headings.map((heading) => {
      const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const anchor = words
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-');
      const before = times.get(anchor) ?? 0;
      times.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
};
