import type { ServerStatus } from '@livestreamer/contracts';

/** What is drawn of one moment. Null: it takes two moments to tell. */
export interface StatusSample {
  readonly listeners: number;
  readonly loopDelayMs: number | null;
  /** Of one core, from 0 on. */
  readonly cpuShare: number | null;
  readonly sentBitsPerSecond: number | null;
  /** Listeners cut and moved to live so far. */
  readonly drops: number;
  readonly skips: number;
}

/** The last moments of one server. */
export interface StatusHistory {
  readonly now: ServerStatus;
  /** The oldest first. */
  readonly samples: readonly StatusSample[];
}

/** Two minutes, at one every two seconds. */
const MOST_SAMPLES = 60;
const BITS = 8;

/** Adds a moment. A server that was started anew, or another one, begins a new history: its counts begin at 0. */
export const withStatus = (before: StatusHistory | undefined, now: ServerStatus): StatusHistory => {
  const goesOn = before !== undefined && now.run === before.now.run;
  const last = goesOn ? before.now : null;
  const seconds = last ? now.uptimeSeconds - last.uptimeSeconds : 0;
  const rate = (count: (status: ServerStatus) => number): number | null =>
    last && seconds > 0 ? Math.max(0, (count(now) - count(last)) / seconds) : null;
  const sentBytes = rate(({ audio }) => audio.sentBytes);
  const sample: StatusSample = {
    listeners: now.audio.listeners,
    loopDelayMs: now.loopDelay?.p99Ms ?? null,
    cpuShare: rate(({ process }) => process.cpuSeconds),
    sentBitsPerSecond: sentBytes === null ? null : sentBytes * BITS,
    drops: now.audio.drops,
    skips: now.audio.skips,
  };
  return { now, samples: [...(goesOn ? before.samples : []), sample].slice(-MOST_SAMPLES) };
};

/** How much a count has grown over what is remembered. */
export const grownBy = (samples: readonly StatusSample[], count: (sample: StatusSample) => number): number => {
  const [first] = samples;
  const last = samples.at(-1);
  return first && last ? count(last) - count(first) : 0;
};
