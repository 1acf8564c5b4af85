import type { TFunction } from 'i18next';

const pad = (value: number): string => String(value).padStart(2, '0');

interface DurationParts {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const partsOf = (durationMs: number): DurationParts => {
  const whole = Math.max(0, Math.floor(durationMs / 1_000));
  return { hours: Math.floor(whole / 3_600), minutes: Math.floor(whole / 60) % 60, seconds: whole % 60 };
};

/** `0:07`, `12:05`, `1:02:03`, `30:00:00`. Never negative: clocks differ a little. */
export const clockDuration = (durationMs: number): string => {
  const { hours, minutes, seconds } = partsOf(durationMs);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
};

/** ISO 8601, for `<time datetime>`: `PT1H2M3S`. */
export const isoDuration = (durationMs: number): string => {
  const { hours, minutes, seconds } = partsOf(durationMs);
  return `PT${hours}H${minutes}M${seconds}S`;
};

/** How long something is, in words: `52 min`, `1 h 30 min`; less than a minute is a minute. */
export const wordDuration = (t: TFunction, durationMs: number): string => {
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t('duration.minutes', { minutes });
  return minutes % 60 === 0 ? t('duration.hours', { hours }) : t('duration.both', { hours, minutes: minutes % 60 });
};
