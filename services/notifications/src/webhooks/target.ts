import { isIP } from 'node:net'
import { DoorstepError } from '@doorstep/runtime'
import { isPublicAddress } from './public-address.ts'

/** Why nothing is sent to an address. */
export class TargetRefusedError extends DoorstepError {
  readonly code: 'NOT_A_URL' | 'NOT_HTTPS' | 'NOT_PUBLIC'
  readonly retryable = false

  constructor(code: TargetRefusedError['code']) {
    super(`Webhook target refused: ${code}`)
    this.code = code
  }
}

/**
 * Throws for a target that is refused by its looks. The URL parser has already turned `127.1`, `0x7f000001` and
 * `[::ffff:10.0.0.1]` into the addresses they are. A name is judged by `publicLookup`, when the connection is made.
 */
export function checkTarget(url: string, { allowPrivate }: { readonly allowPrivate: boolean }): void {
  const target = URL.parse(url)
  if (target === null) throw new TargetRefusedError('NOT_A_URL')
  const { protocol, hostname } = target
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:'))
    throw new TargetRefusedError('NOT_HTTPS')
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw new TargetRefusedError('NOT_PUBLIC')
}
