import { UnavailableError } from '@doorstep/runtime'
import { ReplyError } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { withoutCommand } from './redis.ts'

/** As ioredis makes them. */
function anAnswer(message: string): Error {
  return Object.assign(new ReplyError(message), {
    command: { name: 'evalsha', args: ['{"lat":60.17,"lon":24.94}'] },
  })
}

describe('Redis is away', () => {
  it.each([
    ['when the connection is refused', new Error('connect ECONNREFUSED 127.0.0.1:6379')],
    ['when an answer does not come', new Error('Command timed out')],
    ['while it starts', anAnswer('LOADING Redis is loading the dataset in memory')],
    ['while it is full', anAnswer("OOM command not allowed when used memory > 'maxmemory'.")],
    ['when it has lost our script', anAnswer('NOSCRIPT No matching script.')],
  ])('%s', (_when, error) => {
    expect(withoutCommand(error)).toBeInstanceOf(UnavailableError)
  })
})

it('a command that is wrong is not tried for ever', () => {
  const error = withoutCommand(anAnswer('WRONGTYPE Operation against a key holding the wrong kind of value'))
  expect(error).not.toBeInstanceOf(UnavailableError)
})

it.each(['OOM …', 'WRONGTYPE …'])('where somebody is does not travel with the error: %s', (message) => {
  const error = withoutCommand(anAnswer(message))
  expect(Object.values(error).concat(error.cause, error.message).join()).not.toContain('60.17')
})
