import type { ECDH } from 'node:crypto'

const PRIVATE_KEY_BYTES = 32

/** As Web Push wants them: always of one length. Node leaves out the zeroes that a private key begins with. */
export function vapidKeysOf(pair: ECDH) {
  const key = pair.getPrivateKey()
  const zeroes = Buffer.alloc(PRIVATE_KEY_BYTES - key.length)
  return {
    VAPID_PUBLIC_KEY: pair.getPublicKey('base64url'),
    VAPID_PRIVATE_KEY: Buffer.concat([zeroes, key]).toString('base64url'),
  }
}
