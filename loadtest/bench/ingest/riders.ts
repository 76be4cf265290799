import { riderKeyFor } from '@doorstep/contracts'

/** A phone's clock when the benchmark begins: far enough back that no round reaches the future. */
const BEGINS_BEFORE_MS = 20 * 3600 * 1000
const BETWEEN_FIXES_MS = 1_000
const DIGITS_OF_A_TIME = 13
const ANY_TIME = 10 ** (DIGITS_OF_A_TIME - 1)

/** A message made once, whose times are written anew in place for each send: the generator must cost little. */
export interface Template {
  next(): Buffer
}

export interface BenchRider {
  readonly riderId: string
  readonly key: string
}

export function riders(count: number, secret: string): BenchRider[] {
  return Array.from({ length: count }, (_, n) => {
    const riderId = `rider-${String(n).padStart(6, '0')}`
    return { riderId, key: riderKeyFor(riderId, secret) }
  })
}

/** As a phone posts it: all optional fields but altitude. Of one length, whatever the time. */
export function aLocation(n: number) {
  return {
    lat: Number((60.10001 + (n % 1_000) / 10_000).toFixed(5)),
    lon: Number((24.90001 + (n % 997) / 10_000).toFixed(5)),
    recordedAt: ANY_TIME,
    accuracyM: 5.5,
    speedMps: 4.2,
    bearingDeg: 123.4,
    batteryPct: 80,
    charging: false,
  }
}

/** What a rider sends, one fix a second, each only once. */
export function template(message: string): Template {
  const bytes = Buffer.from(message, 'latin1')
  const places: number[] = []
  for (let at = bytes.indexOf(`${ANY_TIME}`); at !== -1; at = bytes.indexOf(`${ANY_TIME}`, at + 1))
    places.push(at)
  let recordedAt = Date.now() - BEGINS_BEFORE_MS
  return {
    next() {
      for (const at of places) {
        recordedAt += BETWEEN_FIXES_MS
        bytes.write(String(recordedAt), at, 'latin1')
      }
      return bytes
    },
  }
}
