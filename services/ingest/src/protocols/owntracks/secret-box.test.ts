import { riderKeyFor } from '@doorstep/contracts'
import { expect, it } from 'vitest'
import { boxOpener, passphraseOf } from './secret-box.ts'

/** What libsodium's own `crypto_secretbox_easy` makes of the passphrase `s3cr3t` and the nonce 0, 1, … 23. */
const PASSPHRASE = 's3cr3t'
const BOX =
  'AAECAwQFBgcICQoLDA0ODxAREhMUFRYX6hDoSMDhGqkYP+1ep8gZwIeYDKsnpNqNrHoBXiT16R+tcxqLA9oWQ6QmaqpdbsQbViRQXQ9V/OK/IwNm3Jflkg5N0TdZQTpWur86G4o='
const TEXT = '{"_type":"location","tst":1700000000,"lat":60.17,"lon":24.94}'

it('opens what libsodium closed with the same passphrase', () => {
  expect(boxOpener(PASSPHRASE)(BOX)).toBe(TEXT)
})

it('opens nothing with another passphrase', () => {
  expect(boxOpener('another')(BOX)).toBeUndefined()
})

it.each(['', 'A', '!!', BOX.slice(0, 20), BOX.slice(0, -4), `${BOX.slice(0, 40)}AAAA${BOX.slice(44)}`])(
  'opens nothing of %o, which is cut off or altered',
  (box) => {
    expect(boxOpener(PASSPHRASE)(box)).toBeUndefined()
  },
)

it('the passphrase of a rider fits the app, which cuts off at 32 bytes, and tells nothing of who it is', () => {
  const passphrase = passphraseOf(riderKeyFor('1c9e6a52-4a39-4a5e-9a37-2f1c8f6d7b10', 'secret', 12))
  expect(passphrase).toMatch(/^[A-Za-z0-9_-]{22}$/)
  expect(passphrase).not.toBe(passphraseOf(riderKeyFor('1c9e6a52-4a39-4a5e-9a37-2f1c8f6d7b10', 'other', 12)))
})
