import { contrastOf, READABLE_CONTRAST } from '@livestreamer/contracts';
import { expect, it } from 'vitest';
import { accentProps } from './accent-style.ts';

const tokensOf = (accent: string): Record<string, string> =>
  ({ ...accentProps(accent).style }) as Record<string, string>;

it.each(['#ffe600', '#000000', '#ffffff', '#e4002b', '#7f7f7f', '#00ffd0'])('texts in %s can be read', (accent) => {
  const token = tokensOf(accent);
  const pairs = [
    ['--accent', '--on-accent'],
    ['--accent', '--on-accent-quiet'],
    ['--accent-dim', '--on-accent-dim'],
    ['--accent-dim', '--on-accent-dim-quiet'],
  ] as const;
  for (const [ground, text] of pairs)
    expect(contrastOf(token[ground] ?? '', token[text] ?? ''), text).toBeGreaterThanOrEqual(READABLE_CONTRAST);
  for (const ground of ['#0a0a0f', '#15151d'])
    expect(contrastOf(ground, token['--accent-on-dark'] ?? '')).toBeGreaterThanOrEqual(READABLE_CONTRAST);
  for (const ground of ['#f6f6fa', '#ffffff'])
    expect(contrastOf(ground, token['--accent-on-light'] ?? '')).toBeGreaterThanOrEqual(READABLE_CONTRAST);
});

it.each([null, undefined, '', 'red', '#fff', 'url(https://x)', '#000000;background:url(x)'])(
  'what is no colour (%s) styles nothing',
  (accent) => expect(accentProps(accent)).toEqual({}),
);
