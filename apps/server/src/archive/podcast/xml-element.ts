/** One element of an XML document; null children are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

type Child = XmlElement | string | null;

export const element = (
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: Child | readonly Child[] = [],
): XmlElement => ({
  name,
  attributes,
  children: (Array.isArray(children) ? children : [children]).filter(
    (child): child is XmlElement | string => child !== null,
  ),
});

/** An element with text alone. */
export const textElement = (name: string, text: string): XmlElement => element(name, {}, text);

export const xmlDocument = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(root)}\n`;

const xmlOf = ({ name, attributes, children }: XmlElement): string => {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
  if (children.length === 0) return `<${head}/>`;
  return `<${head}>${children.map((child) => (typeof child === 'string' ? escaped(child) : xmlOf(child))).join('')}</${name}>`;
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without what XML 1.0 §2.2 does not allow at all, not even escaped: most control characters, and halves of pairs. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
