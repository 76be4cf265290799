import { createECDH } from 'node:crypto'
import { ConfigError } from '@doorstep/runtime'
import type { NotificationsConfig } from '../config.ts'
import { vapidSubject } from './vapid-subject.ts'

/** Who pushes, as push services know us (RFC 8292). */
export interface Vapid {
  /** Whom a push service may write to: `mailto:` or `https:`. */
  readonly subject: string
  readonly publicKey: string
  readonly privateKey: string
}

type VapidConfig = Pick<
  NotificationsConfig,
  'PUBLIC_URL' | 'EMAIL_FROM' | 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY'
>

/** Undefined without keys. With two that are no pair, browsers would subscribe and every push would be refused. */
export function vapidOf(config: VapidConfig): Vapid | undefined {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = config
  if (publicKey === '' && privateKey === '') return undefined
  if (publicKeyOf(privateKey) !== publicKey) {
    throw new ConfigError(
      'Invalid configuration: VAPID_PRIVATE_KEY is not the other half of VAPID_PUBLIC_KEY',
    )
  }
  return { subject: vapidSubject(config.PUBLIC_URL, config.EMAIL_FROM), publicKey, privateKey }
}

/** Undefined if this is no private key on the curve. */
function publicKeyOf(privateKey: string): string | undefined {
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(privateKey, 'base64url')
    return pair.getPublicKey('base64url')
  } catch {
    return undefined
  }
}
