import { isIP } from 'node:net';
import { checkServerIdentity, connect, type DetailedPeerCertificate } from 'node:tls';
import type { Clock } from '@livestreamer/clock';
import { type Finding, failed, fine, skipped, warning } from '../doctor-check.ts';
import { codeOf, reasonOf } from './probe-reason.ts';

interface TlsCheckOptions {
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** Authorities that are trusted in place of the well-known ones, as PEM. */
  readonly ca?: string;
}

/** Would a browser take the certificate, and for how long? */
export const checkTls = async (options: TlsCheckOptions): Promise<Finding> => {
  const { protocol, hostname, port } = new URL(options.publicUrl);
  if (protocol !== 'https:')
    return isLoopback(hostname)
      ? skipped('PUBLIC_URL is this machine alone: no certificate is needed.')
      : warning(
          'PUBLIC_URL is http: passwords and cookies travel in the clear, and browsers hold back (no passkeys, no copying).',
          `# behind a proxy with a certificate\nPUBLIC_URL=https://${hostname}`,
        );
  const host = hostname.replace(/^\[|\]$/g, '');
  try {
    const met = await meet({ ...options, host, port: Number(port || 443) });
    return judgeCertificate({ ...met, host, nowMs: options.clock.now() });
  } catch (error) {
    return failed(`${options.publicUrl} does not speak TLS: ${reasonOf(error)}.`);
  }
};

const isLoopback = (hostname: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

interface Met {
  readonly certificate: DetailedPeerCertificate;
  /** What OpenSSL has against it; null: nothing. */
  readonly objection: string | null;
}

const meet = ({ host, port, clock, deadlineMs, ca }: TlsCheckOptions & { host: string; port: number }): Promise<Met> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      // Addresses are no names (RFC 6066 §3).
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      rejectUnauthorized: false,
    });
    const deadline = clock.after(deadlineMs, () => socket.destroy(new Error('it does not answer')));
    socket.once('error', reject);
    socket.once('close', () => {
      deadline.cancel();
      reject(new Error('it hung up'));
    });
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate(true);
      const { authorizationError: error } = socket;
      // Typed as an Error; it is the code, or the error of the name.
      const objection = socket.authorized ? null : (codeOf(error) ?? String(error));
      resolve({ certificate, objection });
      socket.destroy();
    });
  });

const DAY_MS = 86_400_000;
/** Those who renew by themselves do so thirty days ahead; then something is stuck. */
const FEW_DAYS = 14;

/** What is wrong with a certificate, the worst first. */
export const judgeCertificate = ({
  certificate,
  objection,
  host,
  nowMs,
}: Met & { host: string; nowMs: number }): Finding => {
  if (Object.keys(certificate).length === 0) return failed(`${host} shows no certificate.`);
  const days = Math.floor((Date.parse(certificate.valid_to) - nowMs) / DAY_MS);
  if (days < 0) return failed(`The certificate of ${host} ended ${inDays(-days)} ago.`, RENEW);
  if (Date.parse(certificate.valid_from) > nowMs)
    return failed(`The certificate of ${host} is valid only from ${certificate.valid_from} on.`, 'timedatectl');
  if (checkServerIdentity(host, certificate))
    return failed(`The certificate is not for ${host}, but for ${namesIn(certificate)}.`, `certbot --nginx -d ${host}`);
  if (objection !== null) return failed(...objectionTo(objection, host));
  const { O: by = 'an authority without a name' } = certificate.issuer;
  const sentence = `The certificate of ${host}, by ${by}, is good for another ${inDays(days)}`;
  return days < FEW_DAYS ? warning(`${sentence}; its renewal seems to be stuck.`, RENEW) : fine(`${sentence}.`);
};

const inDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

const RENEW = ['certbot renew --dry-run', 'systemctl list-timers certbot.timer'].join('\n');

const namesIn = ({ subjectaltname, subject }: DetailedPeerCertificate): string =>
  (subjectaltname ?? `DNS:${subject?.CN ?? 'nobody'}`).replaceAll(/\b(?:DNS|IP Address):/g, '');

const objectionTo = (objection: string, host: string): [string, string | null] => {
  if (objection.includes('SELF_SIGNED'))
    return [
      `The certificate of ${host} is signed by nobody that browsers know: everybody is warned.`,
      `certbot --nginx -d ${host}`,
    ];
  if (objection.includes('UNABLE_TO'))
    return [
      `${host} sends its certificate without the ones between it and its authority: some browsers and all DJ tools refuse it.`,
      `# nginx: the whole chain, not cert.pem\nssl_certificate /etc/letsencrypt/live/${host}/fullchain.pem;`,
    ];
  return [`The certificate of ${host} is not to be trusted (${objection}).`, null];
};
