import type { Clock } from '@livestreamer/clock';
import type { CheckRun } from '@livestreamer/contracts';
import type { Doctor } from './doctor.ts';

/** The last look of this server at itself. There is one at a time, however many ask for it. */
export interface CheckRuns {
  /** Null before the first. */
  last(): CheckRun | null;
  /** Begins one, unless one goes on. */
  begin(): CheckRun;
}

interface CheckRunsOptions {
  /** Asked for each run: by then the server knows its port. */
  readonly doctor: () => Doctor;
  readonly clock: Clock;
}

export const createCheckRuns = ({ doctor, clock }: CheckRunsOptions): CheckRuns => {
  let last: CheckRun | null = null;
  const now = (): string => new Date(clock.now()).toISOString();

  const run = async (): Promise<void> => {
    for await (const check of doctor().runChecks()) {
      if (last) last = { ...last, checks: [...last.checks, check] };
    }
    if (last) last = { ...last, finishedAt: now() };
  };

  return {
    last: () => last,
    begin: () => {
      if (last !== null && last.finishedAt === null) return last;
      last = { startedAt: now(), finishedAt: null, checks: [] };
      void run(); // it throws nothing
      return last;
    },
  };
};
