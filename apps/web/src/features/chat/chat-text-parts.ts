/** A piece of a message as it is shown. */
export type ChatTextPart =
  | { readonly kind: 'text' | 'mention'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** What looks like an address in the web, or a name after an `@` at the beginning of a word. */
const FOUND = /(?<link>(?:https?:\/\/|www\.)[^\s<>"]+)|(?<![\p{L}\p{N}_])@(?<name>[\p{L}\p{N}_.-]+)/giu;
/** Ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'»”’]+$/u;

/** Cuts a text into plain words, links, and mentions of accounts that exist. Nothing is fetched, and nothing but http and https becomes a link. */
export const chatTextParts = (text: string, mentions: readonly string[]): ChatTextPart[] => {
  const known = new Set(mentions.map((name) => name.toLowerCase()));
  const parts: ChatTextPart[] = [];
  let from = 0;
  const add = (to: number, part: ChatTextPart, length: number): void => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to) });
    parts.push(part);
    from = to + length;
  };
  for (const found of text.matchAll(FOUND)) {
    const { link, name } = found.groups ?? {};
    if (link !== undefined) {
      const shown = withoutTrailing(link);
      const href = hrefOf(shown);
      if (href !== null) add(found.index, { kind: 'link', text: shown, href }, shown.length);
    } else if (name !== undefined) {
      const mention = longestKnown(name, known);
      if (mention !== null) add(found.index, { kind: 'mention', text: `@${mention}` }, mention.length + 1);
    }
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
};

/** A closing bracket belongs to the address when an opening one is in it. */
const withoutTrailing = (link: string): string => {
  const cut = link.replace(TRAILING, '');
  return cut.endsWith(')') && !cut.includes('(') ? withoutTrailing(cut.slice(0, -1)) : cut;
};

const hrefOf = (shown: string): string | null => {
  try {
    const { protocol, hostname, href } = new URL(/^www\./i.test(shown) ? `https://${shown}` : shown);
    return /^https?:$/.test(protocol) && hostname.includes('.') ? href : null;
  } catch {
    return null;
  }
};

/** `@zoe.` at the end of a sentence is `zoe`, unless there is somebody called `zoe.`. */
const longestKnown = (name: string, known: ReadonlySet<string>): string | null => {
  for (let length = name.length; length > 0; length -= 1) {
    const candidate = name.slice(0, length);
    if (known.has(candidate.toLowerCase())) return candidate;
  }
  return null;
};
