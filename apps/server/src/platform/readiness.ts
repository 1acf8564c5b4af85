import type { Clock } from '@livestreamer/clock';
import { withDeadline } from './deadline.ts';
import { type Dependency, DependencyProblem } from './dependency.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Where a server is in its life. */
export type ServerPhase = 'starting' | 'running' | 'stopping';

/** A dependency as it was found. */
export interface DependencyReport {
  readonly name: string;
  readonly isWell: boolean;
  readonly isDispensable: boolean;
  /** A sentence without anything secret; null while all is well. */
  readonly reason: string | null;
}

/** Whether the server can serve. */
export interface ReadinessReport {
  readonly phase: ServerPhase;
  readonly isReady: boolean;
  readonly dependencies: readonly DependencyReport[];
}

export interface Readiness {
  /** Looks at all dependencies side by side, each with a deadline. Never fails. However many ask, it looks once in `keepMs`. */
  report(): Promise<ReadinessReport>;
  /** From now on work is welcome. */
  open(): void;
  /** From now on the server is not ready, whatever its dependencies say. */
  close(): void;
}

interface ReadinessOptions {
  readonly dependencies: readonly Dependency[];
  readonly clock: Clock;
  /** How old an answer may be: anybody may ask, and asking costs the dependencies something. */
  readonly keepMs?: number;
}

const DEADLINE_MS = 2_000;
const KEEP_MS = 500;

export const createReadiness = ({ dependencies, clock, keepMs = KEEP_MS }: ReadinessOptions): Readiness => {
  let phase: ServerPhase = 'starting';
  let last: { readonly atMs: number; readonly found: Promise<readonly DependencyReport[]> } | null = null;

  const checks = dependencies.map((dependency) => ({ ...dependency, check: oneAtATime(dependency.check) }));
  const look = async ({ name, isDispensable = false, check }: Dependency): Promise<DependencyReport> => {
    const late = () => new DependencyProblem(`did not answer within ${DEADLINE_MS / 1_000} s`);
    try {
      await withDeadline({ clock, ms: DEADLINE_MS, work: check, late });
      return { name, isWell: true, isDispensable, reason: null };
    } catch (error) {
      return { name, isWell: false, isDispensable, reason: `${name} ${reasonOf(error)}.` };
    }
  };

  const found = (): Promise<readonly DependencyReport[]> => {
    const nowMs = clock.monotonicMs();
    if (!last || nowMs - last.atMs >= keepMs) last = { atMs: nowMs, found: Promise.all(checks.map(look)) };
    return last.found;
  };

  return {
    report: async () => {
      const now = await found();
      const canServe = now.every(({ isWell, isDispensable }) => isWell || isDispensable);
      return { phase, isReady: phase === 'running' && canServe, dependencies: now };
    },
    open: () => {
      phase = 'running';
    },
    close: () => {
      phase = 'stopping';
    },
  };
};

/** Messages of libraries name hosts and accounts; their codes name nothing. */
const reasonOf = (error: unknown): string => {
  if (error instanceof DependencyProblem) return error.message;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code) ? `cannot be used (${code})` : 'cannot be used';
};
