import { BlockList, isIP } from 'node:net';

/** The address of the person who made a request, also behind trusted proxies. */
export type AddressOf = (request: {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}) => string;

const NAMED_RANGES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** A dual-stack socket shows IPv4 peers as `::ffff:192.0.2.1`. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Whether a connection from this address is one of a proxy whose headers are believed. `trusted`: see {@link createAddressOf}. */
export const createIsTrustedProxy = (trusted: readonly string[]): ((address: string) => boolean) => {
  const proxies = new BlockList();
  for (const range of trusted.flatMap((name) => NAMED_RANGES[name] ?? [name])) {
    const [address = '', prefix] = range.split('/');
    if (prefix === undefined) proxies.addAddress(address, familyOf(address));
    else proxies.addSubnet(address, Number(prefix), familyOf(address));
  }
  return (shown) => {
    const address = plain(shown);
    return isIP(address) !== 0 && proxies.check(address, familyOf(address));
  };
};

/**
 * Each proxy appends to X-Forwarded-For the address it was called from, so the list is read from its end, and only as far as
 * the addresses are those of trusted proxies: what stands before was written by the caller.
 * `trusted`: addresses, ranges, or `loopback`, `linklocal`, `uniquelocal`.
 */
export const createAddressOf = (trusted: readonly string[]): AddressOf => {
  const isTrusted = createIsTrustedProxy(trusted);

  return ({ socket, headers }) => {
    const forwardedFor = headers['x-forwarded-for'] ?? '';
    const claimed = [forwardedFor]
      .flat()
      .join(',')
      .split(',')
      .map((address) => plain(address.trim()));
    let address = plain(socket.remoteAddress ?? '');
    while (isTrusted(address)) {
      const before = claimed.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = before;
    }
    return address;
  };
};
