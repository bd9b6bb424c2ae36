/**
 * The address of the client that sent a request. An entry of X-Forwarded-For is believed only when the one who added
 * it is a trusted proxy: anyone can send that header, and would get a limit of his own for each address he invents.
 */
export function clientOf(peer: string, forwardedFor: string | undefined, trusted: ReadonlySet<string>): string {
  const hops = [...(forwardedFor?.split(',') ?? []), peer].map(plainAddress).filter((hop) => hop !== '');
  return hops.findLast((hop) => !trusted.has(hop)) ?? hops[0] ?? peer;
}

/** IPv4 addresses come as `::ffff:10.0.0.1` on a socket that takes both families. */
const plainAddress = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
