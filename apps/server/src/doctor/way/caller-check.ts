import { type Finding, failed, fine, warning } from '../doctor-check.ts';
import { CLAIMED_ADDRESS, type Echo } from '../self-check/self-check-seam.ts';
import { ADDRESS_LINES, OWN_ADDRESS_LINES } from './proxy-lines.ts';

interface CallerOptions {
  readonly publicUrl: string;
  /** What arrived of a request that claimed to come from {@link CLAIMED_ADDRESS}. */
  readonly echo: Pick<Echo, 'peer' | 'address' | 'trusted' | 'trustsStrangers' | 'headers'>;
  readonly isDirect: boolean;
}

/**
 * Do the addresses of people arrive, and only the true ones? Each proxy adds the address it was called from, so behind what
 * the caller claimed stands first the caller, and then every proxy but the last, which is the other end of our connection.
 */
export const judgeCaller = ({ publicUrl, echo, isDirect }: CallerOptions): Finding => {
  const { peer, address, trusted, trustsStrangers, headers } = echo;
  if (trustsStrangers)
    return failed(
      'TRUSTED_PROXIES names addresses that are no proxies of yours: anybody can get round a ban, or get others banned.',
      isDirect ? NO_PROXY_LINES : trustLine([peer]),
    );
  if (isDirect)
    return address === CLAIMED_ADDRESS
      ? warning(
          `No proxy stands before ${publicUrl}, but TRUSTED_PROXIES names ${peer}: who comes from there may claim any address.`,
          NO_PROXY_LINES,
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
  const saidByCdn = CDN_HEADERS.flatMap((name) => headers[name] ?? [])[0];
  if (saidByCdn !== undefined && saidByCdn !== caller && !furtherProxies.includes(saidByCdn))
    return failed(
      `A CDN stands before the proxy and says that ${saidByCdn} calls; the proxy says ${caller}, which is the CDN: to the server everybody is one and the same.`,
      CDN_LINES,
    );
  const proxies = [...new Set([...furtherProxies, peer])];
  const strangers = proxies.filter((proxy) => !trusted.includes(proxy));
  if (strangers.length > 0)
    return failed(
      `TRUSTED_PROXIES does not name the proxy ${strangers.join(' and ')}: to the server everybody behind it is one and the same.`,
      trustLine(proxies),
    );
  return fine(`Addresses of callers arrive (this machine's is ${caller}), and what they claim is not believed.`);
};

/** In which CDNs tell who calls: Cloudflare, Akamai, Fastly. */
const CDN_HEADERS = ['cf-connecting-ip', 'true-client-ip', 'fastly-client-ip'];
const CDN_LINES = `# nginx, in http { }, once for each range that the CDN publishes
set_real_ip_from 192.0.2.0/24;
real_ip_header X-Forwarded-For;
real_ip_recursive on;
# Caddy, in the global options
servers {
    trusted_proxies static 192.0.2.0/24
}`;

const NO_PROXY_LINES = '# without a proxy\nTRUSTED_PROXIES=';

/** Loopback by its name; of an address that a container network gives, and changes, the second line is of use. */
const trustLine = (proxies: readonly string[]): string => {
  const isLoopback = (one: string): boolean => one === '::1' || one.startsWith('127.');
  const isOfNetwork = (one: string): boolean => /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/.test(one);
  const line = (nameOf: (one: string) => string): string =>
    `TRUSTED_PROXIES=${[...new Set(proxies.map((one) => (isLoopback(one) ? 'loopback' : nameOf(one))))].join(',')}`;
  const exact = line((one) => one);
  return proxies.some(isOfNetwork)
    ? `${exact}\n# in Compose, where that address changes\n${line((one) => (isOfNetwork(one) ? 'uniquelocal' : one))}`
    : exact;
};
