import { median } from '../statistics.ts';
import type { Heard } from './checking-listener.ts';
import type { PutOutcome } from './paced-put.ts';

/** Growth of resident memory that still counts as flat: what a soak of a whole day may show. */
const MOST_GROWTH = 0.05;

/** Resident memory at the end over that at the beginning: the medians of the last and of the first third of the samples. */
export const memoryGrowth = (residentKb: readonly number[]): number => {
  const third = Math.ceil(residentKb.length / 3);
  return median(residentKb.slice(-third)) / median(residentKb.slice(0, third)) - 1;
};

interface Seen {
  readonly put: PutOutcome;
  /** When the source had ended. */
  readonly heard: Heard;
  readonly residentKb: readonly number[];
}

/** What was not as it should be; nothing when all was well. */
export const complaintsAbout = ({ put, heard, residentKb }: Seen): string[] => {
  const complaints: string[] = [];
  const growth = memoryGrowth(residentKb);
  if (put.cut)
    complaints.push(`the PUT was cut after ${Math.round(put.ms / 1_000)} s (status ${put.status ?? 'none'})`);
  else if (put.status !== 200) complaints.push(`the PUT ended with ${put.status ?? 'no answer'} instead of 200`);
  if (heard.wrong > 0) complaints.push(`the listener got ${heard.wrong} frames lost, repeated or torn`);
  if (heard.newest !== put.sentFrames - 1) {
    complaints.push(`the listener's last frame is ${heard.newest}, the source's ${put.sentFrames - 1}`);
  }
  if (growth > MOST_GROWTH) complaints.push(`memory grew by ${(growth * 100).toFixed(1)} %`);
  return complaints;
};
