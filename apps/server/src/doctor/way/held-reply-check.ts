import { type Finding, failed, fine } from '../doctor-check.ts';
import { createLatenessMeter } from '../self-check/lateness-meter.ts';
import {
  AUDIO_PIECE,
  DRIP_EVERY_MS,
  EVENT_PIECE,
  type PieceShape,
  SELF_CHECK_PATHS,
} from '../self-check/self-check-seam.ts';
import { reasonOf } from './probe-reason.ts';
import { AUDIO_LINES, EVENT_LINES } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

/** A reply that goes on and on. */
interface Held {
  /** As the beginning of a sentence. */
  readonly name: string;
  readonly path: string;
  readonly shape: PieceShape;
  readonly lines: string;
}

const AUDIO: Held = { name: 'Audio', path: SELF_CHECK_PATHS.audio, shape: AUDIO_PIECE, lines: AUDIO_LINES };
const EVENTS: Held = {
  name: 'What a page follows by server-sent events',
  path: SELF_CHECK_PATHS.events,
  shape: EVENT_PIECE,
  lines: EVENT_LINES,
};

/** More than a busy machine is late by, and less than a proxy gathers. */
export const LATE_MS = 1_500;
const ANSWER_MS = 5_000;

/** Does audio come through as it is sent, and for as long as it is sent? */
export const checkAudio = (way: Way, holdMs: number): Promise<Finding> => checkHeld(way, { ...AUDIO, holdMs });
/** The same for server-sent events, which are small, so proxies gather more of them. */
export const checkEvents = (way: Way, holdMs: number): Promise<Finding> => checkHeld(way, { ...EVENTS, holdMs });

const checkHeld = async (
  way: Way,
  { name, path, shape, lines, holdMs }: Held & { holdMs: number },
): Promise<Finding> => {
  const meter = createLatenessMeter({ shape, clock: way.clock });
  try {
    const { status, broken, tookMs } = await way.ask(`${path}?ms=${holdMs}`, {
      deadlineMs: holdMs + ANSWER_MS,
      onBytes: meter.take,
    });
    if (status !== 200) return failed(`${name} is not let through: the answer is ${status}.`, lines);
    if (meter.pieces > 1 && meter.lateMs > LATE_MS)
      return failed(`${name} is gathered on the way, and comes up to ${inSeconds(meter.lateMs)} late.`, lines);
    // A reply without a length ends with the connection: only the time tells whether it was the server who ended it.
    if (tookMs < holdMs - DRIP_EVERY_MS)
      return failed(`${name} is cut after ${inSeconds(tookMs)}, in the middle.`, lines);
    if (broken) return failed(`${name} does not come to its end: ${broken.reason}.`, lines);
    return fine(`${name} comes as it is sent, ${meter.lateMs} ms late at most, for ${inSeconds(holdMs)}.`);
  } catch (error) {
    return failed(`${name} is not let through: ${reasonOf(error)}.`, lines);
  }
};

export const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
