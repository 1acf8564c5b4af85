const BROWSERS = [
  ['Firefox', /Firefox\//],
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
] as const;

/** `Firefox · Linux` for what a browser calls itself, the words themselves for other programs; null for nothing. Order decides: most browsers name others too. */
export const browserName = (userAgent: string | null): string | null => {
  if (!userAgent) return null;
  const found = [BROWSERS, SYSTEMS].flatMap((known) => known.find(([, sign]) => sign.test(userAgent))?.[0] ?? []);
  return found.length > 0 ? found.join(' · ') : userAgent.slice(0, 60);
};
