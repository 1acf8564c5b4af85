const COUNTS = [
  'playing',
  'refused',
  'closed',
  'lost',
  'repeated',
  'tornBytes',
  'underruns',
  'offBorder',
  'framesARead',
  'windowMs',
] as const;
const TIMES = ['delayMs', 'firstAudioMs', 'behindMs'] as const;

/** A spread of times in ms. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/**
 * What `listeners.c` saw. `delayMs`: source's write to listener's read, in the steady window. `behindMs`: from the
 * source's write until the listener hears it. `offBorder`: listeners whose audio began inside a frame. `framesARead`:
 * the median, which is the server's slice.
 */
export type ListenerReport = { readonly [Count in (typeof COUNTS)[number]]: number } & {
  readonly [Time in (typeof TIMES)[number]]: Spread;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isSpread = (value: unknown): value is Spread =>
  isObject(value) && [value['p50'], value['p99'], value['most']].every((ms) => typeof ms === 'number');

const isListenerReport = (value: unknown): value is ListenerReport =>
  isObject(value) &&
  COUNTS.every((name) => typeof value[name] === 'number') &&
  TIMES.every((name) => isSpread(value[name]));

/** Reads the line of JSON that the listeners end with. */
export const readListenerReport = (line: string): ListenerReport => {
  const value: unknown = JSON.parse(line);
  if (!isListenerReport(value)) throw new Error(`The listeners reported something else: ${line}`);
  return value;
};
