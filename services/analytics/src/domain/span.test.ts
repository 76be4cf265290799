import { expect, it } from 'vitest'
import { faultOf } from './span.ts'

it.each([
  [{ from: 0, to: 1 }, undefined],
  [{ from: 5, to: 105 }, undefined],
  [{ from: 5, to: 106 }, 'too-long'],
  [{ from: 5, to: 5 }, 'empty'],
  [{ from: 6, to: 5 }, 'empty'],
] as const)('a span of at most 100 ms: %o is %s', (span, fault) => {
  expect(faultOf(span, 100)).toBe(fault)
})
