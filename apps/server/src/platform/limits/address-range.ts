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
