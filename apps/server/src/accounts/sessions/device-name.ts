/** The first that fits counts: most browsers also call themselves what they descend from. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const MAX_LENGTH = 60;

/**
 * What people recognise a device by: `Firefox on Linux`; of a program that is no browser, its own name (`livestreamer` of
 * `livestreamer/1.0`). Null when it said nothing. Only a hint: anybody can call themselves anything.
 */
export const deviceNameOf = (userAgent: string | null): string | null => {
  const text = userAgent?.trim() ?? '';
  if (text === '') return null;
  const nameIn = (table: typeof PROGRAMS) => table.find(([pattern]) => pattern.test(text))?.[1];
  const program = nameIn(PROGRAMS) ?? (text.split(/[/ ;(]/, 1)[0] || text).slice(0, MAX_LENGTH);
  const system = nameIn(SYSTEMS);
  return system === undefined ? program : `${program} on ${system}`;
};
