import { BlockList, isIPv4, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a peer's address is this machine's, `::ffff:127.0.0.1` included. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  return isIPv4(address) ? LOOPBACK.check(address, 'ipv4') : isIPv6(address) && LOOPBACK.check(address, 'ipv6');
}

/** Whether a Host header names this machine: `localhost` or an address, with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  const url = `http://${host}`;
  if (host === undefined || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[(.*)\]$/, '$1'));
}
