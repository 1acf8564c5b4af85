import type { LevelReading } from './level-reading.ts';

/** What is wrong with the audio of a mount. */
export type LevelWarningKind = 'silence' | 'clipping' | 'one-sided' | 'bitrate-gap';

/** Begins after something was wrong for so much audio on end, and ends after so much in which it was not. */
interface Patience {
  readonly afterMs: number;
  readonly endMs: number;
}

/** Warnings of one mount. */
export interface LevelWarnings {
  /** A piece of audio was measured. */
  heard(reading: LevelReading, audioMs: number): void;
  /** What comes now cannot be heard here: nobody knows whether it is silent. */
  deaf(): void;
  /** Some time on air went by in which so much audio came. */
  received(audioMs: number, elapsedMs: number): void;
  readonly active: readonly ActiveWarning[];
}

export interface ActiveWarning {
  readonly kind: LevelWarningKind;
  /** When it began to be wrong, in ms since 1970. */
  readonly sinceMs: number;
}

interface LevelWarningsOptions {
  /** So much silence is dead air. */
  readonly deadAirMs: number;
  readonly now: () => number;
  readonly onChange: (warning: ActiveWarning, active: boolean) => void;
}

/** The noise of a converter with nothing connected is below this. */
const SILENT_DB = -60;
/** One side is silent while the other has at least this. */
const HEARD_DB = -50;
const CLIPPED_RUNS = 3;
const ONE_SIDED: Patience = { afterMs: 30_000, endMs: 2_000 };
const CLIPPING: Patience = { afterMs: 5_000, endMs: 10_000 };
const SILENCE_END_MS = 2_000;
/** Sources send in gulps; over so long they come to what they play. */
const GAP_WINDOW_MS = 10_000;
const GAP_BELOW = 0.85;
const STEADY_FROM = 0.95;

export const createLevelWarnings = ({ deadAirMs, now, onChange }: LevelWarningsOptions): LevelWarnings => {
  const active = new Map<LevelWarningKind, ActiveWarning>();
  const set = (kind: LevelWarningKind, isOn: boolean, forMs: number): void => {
    const before = active.get(kind);
    if (isOn === (before !== undefined)) return;
    const warning = before ?? { kind, sinceMs: now() - forMs };
    if (isOn) active.set(kind, warning);
    else active.delete(kind);
    onChange(warning, isOn);
  };
  const watch = (kind: LevelWarningKind, patience: Patience) => {
    let forMs = 0;
    return (isWrong: boolean, audioMs: number): void => {
      const isActive = active.has(kind);
      forMs = isWrong === isActive ? 0 : forMs + audioMs;
      if (forMs >= (isActive ? patience.endMs : patience.afterMs)) {
        set(kind, !isActive, forMs);
        forMs = 0;
      }
    };
  };
  const silence = watch('silence', { afterMs: deadAirMs, endMs: Math.min(SILENCE_END_MS, deadAirMs) });
  const oneSided = watch('one-sided', ONE_SIDED);
  const clipping = watch('clipping', CLIPPING);
  let spans: { readonly audioMs: number; readonly elapsedMs: number }[] = [];

  return {
    heard: ({ leftDb, rightDb, isStereo, clippedRuns }, audioMs) => {
      const [quieter, louder] = [Math.min(leftDb, rightDb), Math.max(leftDb, rightDb)];
      silence(louder < SILENT_DB, audioMs);
      oneSided(isStereo && quieter < SILENT_DB && louder >= HEARD_DB, audioMs);
      clipping(clippedRuns >= CLIPPED_RUNS, audioMs);
    },
    deaf: () => {
      for (const heard of [silence, oneSided, clipping]) heard(false, Number.POSITIVE_INFINITY);
    },
    received: (audioMs, elapsedMs) => {
      spans.push({ audioMs, elapsedMs });
      const elapsed = (): number => spans.reduce((sum, span) => sum + span.elapsedMs, 0);
      while (spans.length > 1 && elapsed() - (spans[0]?.elapsedMs ?? 0) >= GAP_WINDOW_MS) spans = spans.slice(1);
      const windowMs = elapsed();
      if (windowMs < GAP_WINDOW_MS) return;
      const share = spans.reduce((sum, span) => sum + span.audioMs, 0) / windowMs;
      if (share < GAP_BELOW) set('bitrate-gap', true, windowMs);
      else if (share >= STEADY_FROM) set('bitrate-gap', false, 0);
    },
    get active() {
      return [...active.values()];
    },
  };
};
