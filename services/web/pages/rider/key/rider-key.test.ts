import { riderKeyFor } from '@doorstep/contracts'
import { expect, it } from 'vitest'
import { keyIn } from './rider-key.ts'

const key = riderKeyFor('r-1', 'a secret of this test')
const second = riderKeyFor('r-1', 'a secret of this test', 2)

it.each([
  ['the key itself', key, key],
  ['with what a chat puts around it', `  "${key}"\n`, key],
  ['the link', `https://doorstep.example/rider#key=${key}`, key],
  ['what stands behind the #', `#key=${key}`, key],
  ['a later key of the same rider', second, second],
])('finds the key in %s', (_what, text, found) => {
  expect(keyIn(text)).toEqual({ key: found, riderId: 'r-1' })
})

it.each([
  ['nothing', ''],
  ['a customer’s link', 'https://doorstep.example/t/tt_d-1_AAAAAAAAAAAAAAAAAAAAAA'],
  ['half a key', key.slice(0, -3)],
  ['a key with something behind it', `${key}x`],
])('finds none in %s', (_what, text) => {
  expect(keyIn(text)).toBeUndefined()
})
