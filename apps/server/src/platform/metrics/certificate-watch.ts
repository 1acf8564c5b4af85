import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Clock, Timer } from '@livestreamer/clock';
import { withDeadline } from '../deadline.ts';
import type { Part } from '../lifecycle.ts';

/** Looks at the certificate that people are shown. */
export interface CertificateWatch extends Part {
  /** Below 0 when it is over; null: not known, or there is none. */
  remainingDays(): number | null;
}

interface CertificateWatchOptions {
  /** Null, or not https: there is nothing to look at. */
  readonly publicUrl: string | null;
  readonly clock: Clock;
}

const LOOK_EVERY_MS = 3_600_000;
/** Nothing was shown: after a boot nginx comes later than the server. */
const LOOK_AGAIN_MS = 60_000;
const DEADLINE_MS = 10_000;
const DAY_MS = 86_400_000;
const HTTPS_PORT = 443;

/** Asks now and every hour, and after a minute when nothing was shown; never while somebody waits for it. Until then what was known stays. */
export const createCertificateWatch = ({ publicUrl, clock }: CertificateWatchOptions): CertificateWatch => {
  let endsAtMs: number | null = null;
  let looking: Timer | null = null;
  let isStopped = false;

  const look = (url: URL): void => {
    const late = () => new Error('The certificate was not shown in time.');
    withDeadline({ clock, ms: DEADLINE_MS, work: () => certificateEndOf(url), late })
      .then(
        (atMs) => {
          endsAtMs = atMs;
          return LOOK_EVERY_MS;
        },
        () => LOOK_AGAIN_MS,
      )
      .then((waitMs) => {
        if (!isStopped) looking = clock.after(waitMs, () => look(url));
      });
  };

  return {
    name: 'certificate watch',
    remainingDays: () => (endsAtMs === null ? null : (endsAtMs - clock.now()) / DAY_MS),
    start: () => {
      const url = publicUrl === null ? null : new URL(publicUrl);
      if (url?.protocol !== 'https:' || isStopped) return;
      look(url);
    },
    stop: () => {
      isStopped = true;
      looking?.cancel();
    },
  };
};

/** When the certificate of an https address ends, in ms since 1970; one that nobody should trust has an end all the same. */
const certificateEndOf = ({ hostname, port }: URL): Promise<number> =>
  new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port: port === '' ? HTTPS_PORT : Number(port),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      timeout: DEADLINE_MS,
    });
    socket.once('secureConnect', () => {
      const endsAtMs = Date.parse(socket.getPeerCertificate().valid_to);
      socket.destroy();
      if (Number.isFinite(endsAtMs)) resolve(endsAtMs);
      else reject(new Error('The certificate does not say when it ends.'));
    });
    socket.once('timeout', () => socket.destroy(new Error('The certificate was not shown in time.')));
    socket.once('error', reject);
  });
