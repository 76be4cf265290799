import { UnavailableError } from '@doorstep/runtime'
import { describe, expect, it } from 'vitest'
import { MessageMalformedError } from '../errors.ts'
import { backOffMs, verdictOn } from './failure.ts'

describe('verdictOn', () => {
  it.each([
    ['a dependency that is away', new UnavailableError('Redis'), 1_000, 'wait'],
    ['what no retry can mend', new MessageMalformedError('no value'), 1, 'give-up'],
    ['an unknown error, fourth try', new Error('deadlock'), 4, 'try-again'],
    ['an unknown error, fifth try', new Error('deadlock'), 5, 'give-up'],
    ['what is not even an error', 'oops', 5, 'give-up'],
  ])('%s', (_case, error, tries, verdict) => {
    expect(verdictOn(error, tries)).toBe(verdict)
  })
})

describe('backOffMs', () => {
  it.each([
    [0, 10],
    [1, 20],
    [8, 2_560],
    [9, 5_000],
    [10_000, 5_000],
  ])('after %i failures is between half of %i ms and all of it', (failures, longest) => {
    expect(backOffMs(failures, 0)).toBe(longest / 2)
    expect(backOffMs(failures, 1)).toBe(longest)
  })
})
