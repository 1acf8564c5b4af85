import { type Finding, failed, fine, skipped, warning } from '../doctor-check.ts';

/** Another clock, and how far this machine's is ahead of it; less than nothing: behind. */
export interface ClockDifference {
  readonly of: 'the database' | 'the public address';
  readonly aheadMs: number;
}

const NOTICEABLE_MS = 2_000;
/** One-time passwords change every 30 s (RFC 6238 §5.2). */
const HARMFUL_MS = 30_000;

/** Does this machine know what time it is? Nobody here knows, so clocks are compared. */
export const checkClock = (differences: readonly ClockDifference[]): Finding => {
  const [worst] = [...differences].sort((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs));
  if (!worst) return skipped('There is no other clock to compare this one with.');
  const offMs = Math.abs(worst.aheadMs);
  if (offMs < NOTICEABLE_MS)
    return fine(`The clock agrees with that of ${differences.map((it) => it.of).join(' and ')}.`);
  const sentence = `The clock of this machine is ${(offMs / 1_000).toFixed(1)} s ${worst.aheadMs > 0 ? 'ahead of' : 'behind'} that of ${worst.of}`;
  return offMs < HARMFUL_MS
    ? warning(`${sentence}.`, ADVICE)
    : failed(`${sentence}: one-time passwords and sessions go wrong.`, ADVICE);
};

const ADVICE = ['# on each machine', 'timedatectl set-ntp true', 'timedatectl timesync-status'].join('\n');

/**
 * How far this machine is ahead of a `Date` header, which is cut to whole seconds, that was made between sending and
 * receiving; null when there is none. What that leaves open counts as agreement.
 */
export const aheadOfDate = (
  date: string | undefined,
  { sentAtMs, receivedAtMs }: { sentAtMs: number; receivedAtMs: number },
): number | null => {
  const fromMs = Date.parse(date ?? '');
  if (Number.isNaN(fromMs)) return null;
  const toMs = fromMs + 999;
  if (receivedAtMs < fromMs) return receivedAtMs - fromMs;
  return sentAtMs > toMs ? sentAtMs - toMs : 0;
};
