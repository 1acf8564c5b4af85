import { type OutsideLink, outsideLinkSchema } from '@livestreamer/contracts';

/** Links as people write them, one a line: words, then the address. The first line that is none is told. */
export const parseLinks = (text: string): { readonly links: OutsideLink[]; readonly wrong: string | null } => {
  const links: OutsideLink[] = [];
  for (const line of linesOf(text)) {
    const at = line.search(/\S+$/);
    const url = line.slice(at);
    const { data: link } = outsideLinkSchema.safeParse({ label: line.slice(0, at).trim() || hostOf(url), url });
    if (!link) return { links, wrong: line };
    links.push(link);
  }
  return { links, wrong: null };
};

/** The same the other way round. */
export const formatLinks = (links: readonly OutsideLink[]): string =>
  links.map(({ label, url }) => `${label} ${url}`).join('\n');

/** Tags as people write them, with commas between. Each once. */
export const parseTags = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((tag) => tag.trim().toLowerCase())
      .filter((tag) => tag !== ''),
  ),
];

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** An address alone is called by its host. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
