import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'

const KEY_BYTES = 32
const NONCE_BYTES = 24

/** The end of a rider's key: all of it that is secret. */
const PASSPHRASE_LENGTH = 22

/**
 * What to type into the app as its encryption key. The rider's key itself is too long: the app would cut it off before
 * its secret part.
 */
export const passphraseOf = (riderKey: string): string => riderKey.slice(-PASSPHRASE_LENGTH)

/** Opens libsodium secret boxes, `base64(nonce + box)`, as the app closes them: the passphrase, padded, is the key. */
export function boxOpener(passphrase: string): (box: string) => string | undefined {
  return (box) => {
    const key = new Uint8Array(KEY_BYTES)
    key.set(Buffer.from(passphrase).subarray(0, KEY_BYTES))
    const bytes = Buffer.from(box, 'base64')
    try {
      const opened = xsalsa20poly1305(key, bytes.subarray(0, NONCE_BYTES)).decrypt(
        bytes.subarray(NONCE_BYTES),
      )
      return Buffer.from(opened).toString()
    } catch {
      return undefined
    }
  }
}
