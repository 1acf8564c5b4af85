import type { ServerName } from '../servers/server-under-test.ts';
import type { ListenerReport } from './listener-report.ts';

/** The outcome of one run: one server, once. */
export interface FanOutFigures {
  readonly server: ServerName;
  readonly listeners: number;
  /** User and system time of all the server's threads per listener and second, in µs. */
  readonly cpuUs: number;
  /** Growth of resident memory since before the first listener, per listener, in KiB. */
  readonly residentKb: number;
  /** Share of its core that the server used, and share that was used at all, 0 to 1. */
  readonly serverShare: number;
  readonly coreShare: number;
  readonly heard: ListenerReport;
}

/** How much of the core others may use before a run does not count (FANOUT "How to measure": 5 points). */
const DISTURBANCE = 0.05;

/** Why a run does not count; nothing when it does. */
export const objectionsTo = ({ listeners, serverShare, coreShare, heard }: FanOutFigures): string[] => {
  const objections: string[] = [];
  const object = (count: number, what: string): void => {
    if (count > 0) objections.push(`${count} ${what}`);
  };
  object(listeners - heard.playing, 'listeners missing');
  object(heard.lost, 'frames lost');
  object(heard.repeated, 'frames repeated');
  object(heard.tornBytes, 'bytes of torn frames');
  object(heard.underruns, 'underruns');
  if (coreShare - serverShare > DISTURBANCE) {
    objections.push(`${Math.round((coreShare - serverShare) * 100)} % of the core went to others`);
  }
  return objections;
};
