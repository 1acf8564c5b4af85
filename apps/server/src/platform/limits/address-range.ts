import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whom a limit or a ban counts for. One IPv4 address; of IPv6 the /64, because that is what one line gets (RFC 6177 §2):
 * its owner picks any of the addresses in it. An IPv4 address in IPv6 clothes is the IPv4 address.
 */
export const rangeOf = (address: string): string => {
  const plain = address.split('%', 1)[0] ?? '';
  if (!isIPv6(plain)) return plain;
  const parsed = ipaddr.IPv6.parse(plain);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const network = new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]);
  return `${network.toString()}/64`;
};

/**
 * Whether many may stand behind an address or a range: those of this machine and of private networks, where a proxy may stand that TRUSTED_PROXIES does
 * not name, and with it everybody; and those of carriers' NAT (RFC 6598). What is no address may be anybody.
 */
export const mayStandForMany = (range: string): boolean => {
  const [address = ''] = range.split('/', 1);
  return !ipaddr.isValid(address) || SHARED_RANGES.includes(ipaddr.process(address).range());
};

/** `unspecified` is the /64 of `::1`. */
const SHARED_RANGES: readonly string[] = [
  'loopback',
  'unspecified',
  'private',
  'uniqueLocal',
  'linkLocal',
  'carrierGradeNat',
];
