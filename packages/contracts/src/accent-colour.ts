import { z } from 'zod';

/** A colour as `#rrggbb`; stored in lower case. */
export const colourSchema = z
  .string()
  .length(7)
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/);

/** Text of this contrast can be read by everybody (WCAG 2.2, 1.4.3, level AA). */
export const READABLE_CONTRAST = 4.5;

type Light = readonly [red: number, green: number, blue: number];

const WHITE = '#ffffff';
const BLACK = '#000000';

const lightOf = (colour: string): Light => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [red ?? 0, green ?? 0, blue ?? 0];
};

const colourOf = (light: Light): string =>
  `#${light.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, 0 to 1 (WCAG 2.2). */
const luminanceOf = (colour: string): number => {
  const [red, green, blue] = lightOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
};

/** Between 1 (the same) and 21 (black and white); both as `#rrggbb`. */
export const contrastOf = (one: string, other: string): number => {
  const [dark = 0, bright = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};

/** Black or white, whichever can be read on `ground`: one of them reaches {@link READABLE_CONTRAST} on every colour. */
export const textOn = (ground: string): string =>
  contrastOf(ground, WHITE) >= contrastOf(ground, BLACK) ? WHITE : BLACK;

const STEPS = 50;

/** `colour`, moved towards white or black no further than it takes to be read as text on `ground`. */
export const readableOn = (ground: string, colour: string): string => {
  const from = lightOf(colour);
  const goal = lightOf(textOn(ground));
  for (let step = 0; step <= STEPS; step += 1) {
    const share = step / STEPS;
    const [red, green, blue] = from.map((part, at) => part + ((goal[at] ?? 0) - part) * share);
    const moved = colourOf([red ?? 0, green ?? 0, blue ?? 0]);
    if (contrastOf(moved, ground) >= READABLE_CONTRAST) return moved;
  }
  return textOn(ground);
};
