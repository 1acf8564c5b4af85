import { colourSchema, readableOn, textOn } from '@livestreamer/contracts';
import type { CSSProperties } from 'react';

/** The grounds of text, as in styles/tokens: of each scheme the one that leaves the least contrast. */
const DARK_GROUND = '#15151d';
const LIGHT_GROUND = '#f6f6fa';

/** How far towards black the colour goes while a station reconnects. */
const DIM = 0.55;
/** How far quiet text goes towards its ground. */
const QUIET = 0.2;

const partsOf = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const mix = (colour: string, other: string, share: number): string => {
  const others = partsOf(other);
  const parts = partsOf(colour).map((part, at) => Math.round(part + ((others[at] ?? 0) - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
};

const quietOn = (ground: string): string => readableOn(ground, mix(textOn(ground), ground, QUIET));

interface AccentProps {
  readonly 'data-accented'?: true;
  readonly style?: CSSProperties;
}

/**
 * What an element takes that stands in a station's colour, with all in it: `styles/air.scss` makes the tokens of it. Nothing for a station
 * without one, and for what is no colour: it comes from outside and goes into a style. Whatever the colour, its texts can be read.
 */
export const accentProps = (accent: string | null | undefined): AccentProps => {
  const { data: colour } = colourSchema.safeParse(accent);
  if (colour === undefined) return {};
  const dim = mix(colour, '#000000', DIM);
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--accent': colour,
    '--on-accent': textOn(colour),
    '--on-accent-quiet': quietOn(colour),
    '--accent-dim': dim,
    '--on-accent-dim': textOn(dim),
    '--on-accent-dim-quiet': quietOn(dim),
    '--accent-on-dark': readableOn(DARK_GROUND, colour),
    '--accent-on-light': readableOn(LIGHT_GROUND, colour),
  };
  return { 'data-accented': true, style };
};
