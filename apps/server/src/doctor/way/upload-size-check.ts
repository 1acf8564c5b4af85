import { LIMITS } from '@livestreamer/contracts';
import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import { SELF_CHECK_PATHS } from '../self-check/self-check-seam.ts';
import { reasonOf } from './probe-reason.ts';
import { uploadSizeLines } from './proxy-lines.ts';
import type { Way } from './way-to-server.ts';

const MEGABYTES = LIMITS.pictureBytes / 1_048_576;
const DEADLINE_MS = 12_000;

/** Is a picture let through that the server would take? It is sent whole: some proxies count only what came. */
export const checkUploadSize = async (way: Way): Promise<Finding> => {
  const beganMs = way.clock.monotonicMs();
  try {
    const { status, tookMs } = await way.ask(SELF_CHECK_PATHS.restUpload, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg', 'content-length': String(LIMITS.pictureBytes) },
      deadlineMs: DEADLINE_MS,
      send: (request) => void request.end(Buffer.alloc(LIMITS.pictureBytes)),
    });
    if (status === 413)
      return failed(`The proxy lets no picture of ${MEGABYTES} MB through (413).`, uploadSizeLines(MEGABYTES));
    if (status !== 200)
      return failed(`A picture of ${MEGABYTES} MB is answered ${status}.`, uploadSizeLines(MEGABYTES));
    return fine(`A picture of ${MEGABYTES} MB is let through, in ${tookMs} ms.`);
  } catch (error) {
    if (way.clock.monotonicMs() - beganMs >= DEADLINE_MS)
      return warning(`A picture of ${MEGABYTES} MB takes longer than ${DEADLINE_MS / 1_000} s on its way.`);
    return failed(`A picture of ${MEGABYTES} MB is not let through: ${reasonOf(error)}.`, uploadSizeLines(MEGABYTES));
  }
};
