import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

/** Networks of ours: loopback and private ones (RFC 1918, RFC 4193). */
const ours = new BlockList()
ours.addSubnet('127.0.0.0', 8)
ours.addSubnet('10.0.0.0', 8)
ours.addSubnet('172.16.0.0', 12)
ours.addSubnet('192.168.0.0', 16)
ours.addAddress('::1', 'ipv6')
ours.addSubnet('fc00::', 7, 'ipv6')

interface Asked {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * The public address that asks; undefined where only one of ours is known, which says nothing of who is behind it. What our
 * proxy says is believed of a neighbour only.
 */
export function callerOf({ headers, socket }: Asked): string | undefined {
  const neighbour = socket.remoteAddress ?? ''
  const forwarded = String(headers['x-forwarded-for'] ?? '')
  const claimed = forwarded.split(',').at(-1)?.trim() ?? ''
  const address = isOurs(neighbour) && isIP(claimed) !== 0 ? claimed : neighbour
  return address === '' || isOurs(address) ? undefined : address
}

function isOurs(address: string): boolean {
  return isIP(address) !== 0 && ours.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
