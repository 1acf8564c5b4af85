/** What a clock on the wall says: `2026-11-27` and `20:00`. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** The clock of a time zone at a moment. */
export const wallTimeOf = (ms: number, timeZone: string): WallTime => {
  const [date = '', time = ''] = new Date(ms + offsetMs(ms, timeZone)).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
};

/**
 * When the clock of a time zone says so. Where it says so twice, because it was put back: the first time. Null where it never does, because
 * it was put forward over it, and for what is no time.
 */
export const momentOf = ({ date, time }: WallTime, timeZone: string): number | null => {
  const asUtcMs = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(asUtcMs)) return null;
  const around = [asUtcMs - DAY_MS, asUtcMs + DAY_MS].map((ms) => asUtcMs - offsetMs(ms, timeZone));
  const isRight = (ms: number): boolean => ms + offsetMs(ms, timeZone) === asUtcMs;
  return around.toSorted((a, b) => a - b).find(isRight) ?? null;
};

/** The day after. */
export const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + DAY_MS).toISOString().slice(0, 10);

const DAY_MS = 86_400_000;

/** How far the clock of a zone is ahead of UTC. */
const offsetMs = (ms: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wallMs - Math.floor(ms / 1_000) * 1_000;
};
