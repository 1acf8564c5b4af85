import type { Clock } from '@livestreamer/clock';
import { CHECK_IDS, type Check, type CheckId } from '@livestreamer/contracts';
import { type Chance, type Logger, withDeadline } from '../platform/index.ts';
import { CHECK_TITLES, type Finding, failed } from './doctor-check.ts';
import { beginLooks } from './doctor-looks.ts';
import type { DoctorSettings } from './doctor-settings.ts';
import { checkLetter } from './machine/mail-check.ts';
import { reasonOf } from './way/probe-reason.ts';

export interface DoctorOptions {
  readonly settings: DoctorSettings;
  /** How long audio is held in both directions, to see whether it is cut; 6 s if nothing is said. Longer finds longer time-outs. */
  readonly holdMs?: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/** Looks at the machine and at the way from PUBLIC_URL to the server. Changes nothing, and needs no running server. */
export interface Doctor {
  /** All checks, side by side; they come in the order of `CHECK_IDS`. Over 14 s after `holdMs` at the latest. Throws nothing. */
  runChecks(): AsyncIterable<Check>;
  /** Sends one letter to this address, at once and past the queue. Throws nothing. */
  sendLetter(to: string): Promise<Check>;
}

const HOLD_MS = 6_000;
const BESIDE_HOLDING_MS = 14_000;

export const createDoctor = ({ settings, holdMs = HOLD_MS, clock, chance, log }: DoctorOptions): Doctor => {
  const inTime = async (id: CheckId, look: () => Finding | Promise<Finding>): Promise<Finding> => {
    const ms = holdMs + BESIDE_HOLDING_MS;
    const late = () => new Error(`it took longer than ${ms / 1_000} s`);
    try {
      return await withDeadline({ clock, ms, work: async () => look(), late });
    } catch (err) {
      log.warn({ id, err }, 'A check could not be carried out.');
      return failed(`This could not be looked at: ${reasonOf(err)}.`);
    }
  };

  return {
    runChecks: async function* () {
      const looks = beginLooks({ settings, holdMs, clock, chance });
      const findings = CHECK_IDS.map((id) => ({ id, finding: inTime(id, looks[id]) }));
      for (const { id, finding } of findings) yield { id, title: CHECK_TITLES[id], ...(await finding) };
    },
    sendLetter: (to) => checkLetter({ ...settings, from: settings.mailFrom, to, clock, chance }),
  };
};
