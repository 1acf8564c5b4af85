import type { ClientRequest } from 'node:http';
import type { Clock } from '@livestreamer/clock';
import { type Finding, failed, fine } from '../doctor-check.ts';
import {
  SELF_CHECK_PATHS,
  stampOf,
  UPLOAD_PIECE,
  type UploadReport,
  uploadReportSchema,
} from '../self-check/self-check-seam.ts';
import { inSeconds, LATE_MS } from './held-reply-check.ts';
import { reasonOf } from './probe-reason.ts';
import { UPLOAD_LINES } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

/** More than a megabyte in all, and never silent for longer than a source is. */
const PIECES = 20;
const LONGEST_PAUSE_MS = 300;
const ANSWER_MS = 5_000;

/** Does audio of a source that sends a chunked PUT arrive as it is sent, without a bound of size or time? */
export const checkUploads = async (way: Way, holdMs: number): Promise<Finding> => {
  const sent = { bytes: 0 };
  try {
    const { status, body, proof, tookMs, broken } = await way.ask(SELF_CHECK_PATHS.upload, {
      method: 'PUT',
      headers: { 'content-type': 'audio/mpeg', 'transfer-encoding': 'chunked' },
      deadlineMs: holdMs + ANSWER_MS,
      send: (request) => sendPieces(request, { clock: way.clock, holdMs, sent }),
    });
    if (status === 413)
      return failed(
        `The proxy takes no more than about ${inMegabytes(sent.bytes)} from a source (413): at 128 kbps that is a show of ${Math.round(sent.bytes / 16_000)} s.`,
        UPLOAD_LINES,
      );
    if (status === 408 || status === 504 || broken)
      return failed(`A source is cut after ${inSeconds(tookMs)} (${broken?.reason ?? status}).`, UPLOAD_LINES);
    if (status !== 200) return failed(`Audio from a source is not let through: the answer is ${status}.`, UPLOAD_LINES);
    return judgeReport(reportIn(body), { proof, sentBytes: sent.bytes });
  } catch (error) {
    return failed(`A source is cut after ${inMegabytes(sent.bytes)}: ${reasonOf(error)}.`, UPLOAD_LINES);
  }
};

interface Sending {
  readonly clock: Clock;
  readonly holdMs: number;
  /** Counts along. */
  readonly sent: { bytes: number };
}

const sendPieces = (request: ClientRequest, { clock, holdMs, sent }: Sending): void => {
  const pauseMs = Math.min(holdMs / PIECES, LONGEST_PAUSE_MS);
  const beganMs = clock.monotonicMs();
  let isTaken = true;
  const piece = (): void => {
    // What waits here would be late without any fault of the proxy.
    if (!isTaken) return;
    const bytes = Buffer.alloc(UPLOAD_PIECE.bytes, '-');
    bytes.write(stampOf(clock.monotonicMs() - beganMs));
    sent.bytes += bytes.length;
    isTaken = request.write(bytes);
  };
  request.on('drain', () => {
    isTaken = true;
  });
  const timer = clock.every(pauseMs, () => {
    if (clock.monotonicMs() - beganMs < holdMs || sent.bytes < PIECES * UPLOAD_PIECE.bytes) return piece();
    timer.cancel();
    request.end();
  });
  request.once('close', () => timer.cancel());
  // An answer before the end is the last word: there is nobody who would take more.
  request.once('response', () => timer.cancel());
  piece();
};

const reportIn = (body: string): UploadReport | null => {
  try {
    return uploadReportSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
};

const judgeReport = (report: UploadReport | null, expected: { proof: string; sentBytes: number }): Finding => {
  if (report?.proof !== expected.proof)
    return failed('Audio from a source does not reach the server: somebody else answers.', UPLOAD_LINES);
  if (report.bytes !== expected.sentBytes)
    return failed(`Of ${expected.sentBytes} bytes of a source ${report.bytes} arrived.`, UPLOAD_LINES);
  if (report.lateMs > LATE_MS)
    return failed(
      `Audio from a source is gathered on the way, and comes up to ${inSeconds(report.lateMs)} late.`,
      UPLOAD_LINES,
    );
  return fine(
    `Audio from a source that sends a PUT comes as it is sent, ${report.lateMs} ms late at most; ${inMegabytes(report.bytes)} are not too much.`,
  );
};

const inMegabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
