import { createHmac, timingSafeEqual } from 'node:crypto'

/** 128 bits: past guessing, short enough to type. */
const SIGNATURE_BYTES = 16

/** `<prefix>_<id>_<signature>`: an id that proves it was made by the holder of the secret. Needs no look-up to check. */
export function signId(prefix: string, id: string, secret: string): string {
  return `${prefix}_${id}_${signature(prefix, id, secret)}`
}

/** The id inside, or undefined if the text was not made with this prefix and secret. Takes the same time either way. */
export function verifyId(prefix: string, text: string, secret: string): string | undefined {
  const match = /^([a-z]+)_([A-Za-z0-9.-]{1,80})_([A-Za-z0-9_-]{22})$/.exec(text)
  if (match === null || match[1] !== prefix) return undefined
  const [, , id = '', given = ''] = match
  return timingSafeEqual(Buffer.from(given), Buffer.from(signature(prefix, id, secret))) ? id : undefined
}

/** Compared as it is written: decoded, several spellings of its last letter would pass. */
function signature(prefix: string, id: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`${prefix}:${id}`).digest()
  return digest.subarray(0, SIGNATURE_BYTES).toString('base64url')
}
