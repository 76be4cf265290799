import type { ECDH } from 'node:crypto'

const PRIVATE_KEY_BYTES = 32

/** As Web Push wants them: each of one length. A private key that begins with zeroes is told without them. */
export function vapidKeysOf(pair: ECDH) {
  const key = pair.getPrivateKey()
  const zeroes = Buffer.alloc(PRIVATE_KEY_BYTES - key.length)
  return {
    VAPID_PUBLIC_KEY: pair.getPublicKey('base64url'),
    VAPID_PRIVATE_KEY: Buffer.concat([zeroes, key]).toString('base64url'),
  }
}
