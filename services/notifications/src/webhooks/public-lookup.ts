import { Resolver } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'
import { TargetRefusedError } from './target.ts'

/** All addresses of a name. Rejects if it has none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/**
 * The look-up of the connection itself: what was checked is what is connected to, so a name that answers differently
 * the next time gains nothing. One address that is not public refuses the name.
 */
export function publicLookup(resolve: Resolve = resolveByDns()): LookupFunction {
  async function addressesOf(hostname: string) {
    const addresses = await resolve(hostname)
    if (!addresses.every(isPublicAddress)) throw new TargetRefusedError('NOT_PUBLIC')
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }

  return (hostname, options, callback) => {
    addressesOf(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (options.all === true) callback(null, addresses)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }
}

const DNS_TIMEOUT_MS = 2_000
const DNS_TRIES = 2

/**
 * Asks the name servers and not the operating system: its look-ups share four threads with all else in the process,
 * which four names that never answer would hold.
 */
function resolveByDns(): Resolve {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES })
  return async (hostname) => {
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = [ipv4, ipv6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length === 0 && ipv4.status === 'rejected') throw ipv4.reason
    return addresses
  }
}
