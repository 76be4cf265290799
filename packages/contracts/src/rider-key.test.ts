import { describe, expect, it } from 'vitest'
import { isRevoked, readRiderKey, riderKeyFor } from './rider-key.ts'

const SECRET = 'the-secret-of-today'
const FORMER = 'the-secret-of-yesterday'

describe("a rider's key", () => {
  it.each([0, 1, 12])('of generation %i says whose it is and which', (generation) => {
    const key = riderKeyFor('r-1', SECRET, generation)
    expect(readRiderKey(key, [SECRET])).toEqual({ riderId: 'r-1', generation })
    expect(key).toMatch(/^[A-Za-z0-9_.-]+$/)
  })

  it('made by a former secret is good for as long as that one is among those given', () => {
    const key = riderKeyFor('r-1', FORMER, 3)
    expect(readRiderKey(key, [SECRET, FORMER])).toEqual({ riderId: 'r-1', generation: 3 })
    expect(readRiderKey(key, [SECRET])).toBeUndefined()
  })

  it.each([
    ['another rider', (key: string) => key.replace('r-1', 'r-2')],
    ['another generation', (key: string) => key.replace('.3', '.4')],
    ['no generation', (key: string) => key.replace('.3', '')],
    ['another signature', (key: string) => key.replace(/.{22}$/, 'A'.repeat(22))],
    ['half a signature', (key: string) => key.slice(0, -11)],
    ['another kind of token', (key: string) => key.replace('rk_', 'tt_')],
    ['nothing', () => ''],
  ])('changed to %s is no key', (_what, change) => {
    expect(readRiderKey(change(riderKeyFor('r-1', SECRET, 3)), [SECRET])).toBeUndefined()
  })
})

it.each([
  [0, undefined, false],
  [0, 0, false],
  [0, 1, true],
  [2, 3, true],
  [3, 3, false],
  [4, 3, false],
])(
  'a key of generation %i, where those from %s on are valid, is revoked: %s',
  (generation, validFrom, revoked) => {
    expect(isRevoked({ riderId: 'r-1', generation }, validFrom)).toBe(revoked)
  },
)
