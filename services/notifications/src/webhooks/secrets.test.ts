import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import type { Endpoint } from '../domain/endpoint.ts'
import { signingSecrets } from './secrets.ts'

const NOW = 1_700_000_000_000
const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`
const installation = secretOf('installation')
const secrets = signingSecrets(installation)
const endpoint: Endpoint = {
  webhookId: 'w-1',
  url: 'https://shop.example/hook',
  generation: 1,
  createdAt: NOW,
}
const rotated: Endpoint = { ...endpoint, generation: 2, previousUntil: NOW + 1_000 }

/** Whether a receiver with this secret takes what is signed with those. */
function verifies(secret: string, signing: readonly string[]): boolean {
  const at = new Date()
  const body = '{}'
  const headers = {
    'webhook-id': 'n-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signing.map((one) => new Webhook(one).sign('n-1', at, body)).join(' '),
  }
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}

it("a receiver without settings knows the installation's secret", () => {
  expect(secrets.of(undefined, NOW)).toEqual([installation])
})

it('each receiver has a secret of its own, the same each time', () => {
  const another = { ...endpoint, webhookId: 'w-2' }
  expect(secrets.newestOf(endpoint)).toBe(secrets.newestOf({ ...endpoint }))
  expect(new Set([installation, secrets.newestOf(endpoint), secrets.newestOf(another)]).size).toBe(3)
  expect(verifies(secrets.newestOf(another), secrets.of(endpoint, NOW))).toBe(false)
})

it.each([
  ['while both sign', NOW + 999, true],
  ['after that', NOW + 1_000, false],
])('a receiver that has not changed over yet takes what is signed %s: %s', (_when, now, taken) => {
  const signing = secrets.of(rotated, now)
  expect(verifies(secrets.newestOf(endpoint), signing)).toBe(taken)
  expect(verifies(secrets.newestOf(rotated), signing)).toBe(true)
})

it("what the installation's secret before signed is signed with both, for as long as it is given", () => {
  const replaced = signingSecrets(secretOf('next'), installation)
  expect(verifies(installation, replaced.of(undefined, NOW))).toBe(true)
  expect(verifies(secrets.newestOf(endpoint), replaced.of(endpoint, NOW))).toBe(true)
  expect(verifies(replaced.newestOf(endpoint), replaced.of(endpoint, NOW))).toBe(true)
})
