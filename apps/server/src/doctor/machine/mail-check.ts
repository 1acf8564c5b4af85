import type { Check } from '@livestreamer/contracts';
import { sendTestLetter, tryMailServer } from '../../mail/index.ts';
import { CHECK_TITLES, type Finding, failed, fine, skipped, warning } from '../doctor-check.ts';

interface MailCheckOptions {
  readonly smtpUrl: string | null;
  readonly serverName: string;
}

const PATIENCE_MS = 8_000;

/** Would the mail server take letters? It is not sent one. */
export const checkMail = async ({ smtpUrl, serverName }: MailCheckOptions): Promise<Finding> => {
  if (smtpUrl === null) return skipped('SMTP_URL is not set: letters are printed instead of sent.', EXAMPLE);
  const { hostname, host, protocol } = new URL(smtpUrl);
  const met = await tryMailServer({ url: smtpUrl, serverName, timeoutMs: PATIENCE_MS });
  if ('problem' in met) {
    if (met.step === 'sign in')
      return failed(`The mail server ${host} refuses the name or the password of SMTP_URL (${met.problem}).`, EXAMPLE);
    if (met.step === 'encrypt')
      return failed(
        `The mail server ${host} offers STARTTLS, but its certificate is not for that name, has ended, or is known to nobody (${met.problem}).`,
        EXAMPLE,
      );
    const orNot = protocol === 'smtps:' ? ', or not by TLS' : '';
    return failed(
      `The mail server ${host} cannot be reached${orNot} (${met.problem}).`,
      `# 587 with STARTTLS, 465 (smtps) with TLS; many hosters close 25\n${EXAMPLE}`,
    );
  }
  const { encryption, signedIn } = met;
  const inClear = encryption === null && !isNear(hostname);
  if (inClear && signedIn)
    return failed(
      `The mail server ${host} offers no encryption: the password and every letter travel in the clear.`,
      EXAMPLE,
    );
  if (inClear) return warning(`The mail server ${host} offers no encryption: letters travel in the clear.`, EXAMPLE);
  return fine(
    `The mail server ${host} lets us in ${encryption === null ? 'on this machine' : `over ${encryption}`}, ${signedIn ? 'signed in' : 'without a password'}; whether letters arrive, a letter shows.`,
  );
};

const EXAMPLE = 'SMTP_URL=smtp://name:password@mail.example:587';

/** A name without a dot is in the same Compose network. */
const isNear = (hostname: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) || !/[.:]/.test(hostname);

/** Sends one letter, and tells what the mail server said to it. */
export const checkLetter = async (
  options: { readonly smtpUrl: string | null } & Omit<Parameters<typeof sendTestLetter>[0], 'url'>,
): Promise<Check> => {
  const check = (finding: Finding): Check => ({ id: 'mail', title: CHECK_TITLES.mail, ...finding });
  if (options.smtpUrl === null)
    return check(skipped('SMTP_URL is not set: there is nobody to give a letter to.', EXAMPLE));
  const outcome = await sendTestLetter({ ...options, url: options.smtpUrl });
  if (outcome === 'sent')
    return check(fine('The mail server took the letter; look whether it arrives, and not as spam.'));
  if (outcome === 'unclear') return check(warning('The mail server had all of the letter, and said nothing to it.'));
  return check(failed(`The mail server did not take the letter (${outcome.problem}).`, EXAMPLE));
};
