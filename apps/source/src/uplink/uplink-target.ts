import { AUDIO_MEDIA_TYPES, streamPath, TITLE_HEADER } from '@livestreamer/contracts';
import { CAPTURE_FORMAT } from '../capture/capture.ts';
import type { AttemptTarget } from './uplink-attempt.ts';

interface TargetOptions {
  readonly server: string;
  /** Null for the default station. */
  readonly station: string | null;
  readonly cookie: string | null;
  readonly title: string | null;
}

/** Where a show is sent, and what is said with it. */
export const uplinkTarget = ({ server, station, cookie, title }: TargetOptions): AttemptTarget => ({
  url: new URL(streamPath(station ?? undefined), server),
  headers: {
    'content-type': AUDIO_MEDIA_TYPES[CAPTURE_FORMAT],
    ...(cookie === null ? {} : { cookie }),
    ...(title === null ? {} : { [TITLE_HEADER]: encodeURIComponent(title) }),
  },
});
