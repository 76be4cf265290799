import fastify from 'fastify'
import { expect, it } from 'vitest'
import { RequestError, UnavailableError } from '../errors.ts'
import { problemHandler } from './problem-handler.ts'

async function answersTo(error: Error, count: number) {
  const app = fastify()
  app.setErrorHandler(problemHandler)
  app.get('/', () => {
    throw error
  })
  return await Promise.all(Array.from({ length: count }, () => app.inject('/')))
}

it('those who are refused at once, while something is away, do not all come back at once', async () => {
  const answers = await answersTo(new UnavailableError('Kafka is away'), 100)
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([503]))
  expect(new Set(answers.map(({ headers }) => headers['retry-after']))).toEqual(new Set(['1', '2']))
})

it.each([
  [429, '1'],
  [409, undefined],
])('who is refused with %d hears to wait %s s', async (status, seconds) => {
  const [answer] = await answersTo(new RequestError(status, 'REFUSED', 'No.'), 1)
  expect(answer?.headers['retry-after']).toBe(seconds)
})
