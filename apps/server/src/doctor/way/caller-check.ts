import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import type { Echo } from '../self-check/self-check-seam.ts';
import { ADDRESS_LINES, OWN_ADDRESS_LINES } from './proxy-lines.ts';

/** What a caller claims who wants to be somebody else: TEST-NET-2 (RFC 5737), which nobody has. */
export const CLAIMED_ADDRESS = '198.51.100.77';

interface CallerOptions {
  readonly publicUrl: string;
  /** What arrived of a request that claimed to come from {@link CLAIMED_ADDRESS}. */
  readonly echo: Pick<Echo, 'peer' | 'address' | 'trusted' | 'headers'>;
  readonly isDirect: boolean;
}

/**
 * Do the addresses of people arrive, and only the true ones? Each proxy adds the address it was called from, so behind what
 * the caller claimed stands first the caller, and then every proxy but the last, which is the other end of our connection.
 */
export const judgeCaller = ({ publicUrl, echo, isDirect }: CallerOptions): Finding => {
  const { peer, address, trusted, headers } = echo;
  if (isDirect)
    return address === CLAIMED_ADDRESS
      ? warning(
          `No proxy stands before ${publicUrl}, but TRUSTED_PROXIES names ${peer}: who comes from there may claim any address.`,
          '# without a proxy\nTRUSTED_PROXIES=',
        )
      : fine('Addresses of callers are those of their connections, and what they claim is not believed.');
  const list = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (list.length === 0)
    return failed(
      `The proxy does not say who calls: to the server everybody is ${peer}, so one who floods gets all of them banned.`,
      `${ADDRESS_LINES}\n${trustLine([peer])}`,
    );
  if (list.at(-1) === CLAIMED_ADDRESS)
    return failed(
      'The proxy passes on who callers claim to be without adding who they are: anybody can get round a ban, or get others banned.',
      OWN_ADDRESS_LINES,
    );
  const [caller, ...furtherProxies] = list.slice(list.lastIndexOf(CLAIMED_ADDRESS) + 1);
  const proxies = [...new Set([...furtherProxies, peer])];
  const strangers = proxies.filter((proxy) => !trusted.includes(proxy));
  if (strangers.length > 0)
    return failed(
      `TRUSTED_PROXIES does not name the proxy ${strangers.join(' and ')}: to the server everybody behind it is one and the same.`,
      trustLine(proxies),
    );
  return fine(`Addresses of callers arrive (this machine's is ${caller}), and what they claim is not believed.`);
};

const trustLine = (proxies: readonly string[]): string => {
  const isLoopback = (one: string): boolean => one === '::1' || one.startsWith('127.');
  const isOfNetwork = (one: string): boolean => /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/.test(one);
  const names = proxies.map((one) => (isLoopback(one) ? 'loopback' : one));
  const line = `TRUSTED_PROXIES=${[...new Set(names)].join(',')}`;
  return proxies.some(isOfNetwork)
    ? `${line}\n# in Compose, where that address changes\nTRUSTED_PROXIES=uniquelocal`
    : line;
};
