import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one host on the public internet: not loopback, private, link-local, shared, multicast, reserved,
 * nor an IPv4 address of such kind inside an IPv6 one.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}
