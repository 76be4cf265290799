import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { silentLog } from '@doorstep/testing'
import { Type } from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ApiRefusal, ApiUnavailable } from './api.ts'
import { createHttpApi } from './http-api.ts'

const answer = Type.Object({ hello: Type.String() })
const request = { key: 'k', body: { a: 1 }, answer, signal: new AbortController().signal }

/** An API that answers as it is told, on a port of its own. */
async function anApi(answers: RequestListener) {
  let sockets = 0
  const server = createServer(answers).on('connection', () => {
    sockets += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const api = createHttpApi(`http://127.0.0.1:${port}`, silentLog)
  onTestFinished(async () => {
    await api.stop()
    server.close()
  })
  return { api, sockets: () => sockets, stop: () => server.close() }
}

const says =
  (status: number, body: string, headers = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

describe('the API over HTTP', () => {
  it('is asked in JSON, with the key, and understood by its schema', async () => {
    const { api } = await anApi(async (request, response) => {
      const { authorization, 'idempotency-key': idempotencyKey } = request.headers
      response.end(
        JSON.stringify({ hello: [await bodyOf(request), authorization, idempotencyKey].join(' ') }),
      )
    })
    const { hello } = await api.post('/v1/things', { ...request, idempotencyKey: 'once' })
    expect(hello).toBe('{"a":1} Bearer k once')
    expect(await api.put('/v1/things', request)).toEqual({ hello: '{"a":1} Bearer k ' })
  })

  it('is asked again and again over connections that stay open', async () => {
    const { api, sockets } = await anApi(says(200, '{"hello":"you"}'))
    for (let i = 0; i < 10; i++) await api.get('/v1/things', request)
    expect(sockets()).toBeLessThan(3)
  })

  it.each([
    [503, { 'retry-after': '3' }, 3_000],
    [429, { 'retry-after': '1' }, 1_000],
    [502, {}, 0],
    [500, { 'retry-after': 'soon' }, 0],
  ])('is unavailable when it answers %i, for as long as it says', async (status, headers, retryAfterMs) => {
    const { api } = await anApi(says(status, '', headers))
    const error = await api.post('/v1/things', request).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ApiUnavailable)
    expect(error).toMatchObject({ retryable: true, retryAfterMs })
  })

  it('is unavailable when nobody answers', async () => {
    const { api } = await anApi((incoming) => incoming.socket.destroy())
    await expect(api.get('/v1/things', request)).rejects.toBeInstanceOf(ApiUnavailable)
  })

  it.each([
    ['a problem with a code', 409, '{"code":"ILLEGAL_TRANSITION"}', 'ILLEGAL_TRANSITION'],
    ['an error without one', 404, 'not here', 'UNKNOWN'],
    ['an answer nobody understands', 200, '{"goodbye":1}', 'ANSWER_NOT_UNDERSTOOD'],
  ])('refuses for good: %s', async (_case, status, body, code) => {
    const { api } = await anApi(says(status, body))
    const error = await api.post('/v1/things', request).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ApiRefusal)
    expect(error).toMatchObject({ retryable: false, status, code })
  })

  it('lets go at once of what is under way when the riders stop', async () => {
    const { api } = await anApi(() => {})
    const end = new AbortController()
    const pending = api.get('/v1/things', { ...request, signal: end.signal })
    end.abort()
    await expect(pending).rejects.toBeInstanceOf(ApiUnavailable)
  })

  it('is waited for until it is alive', async () => {
    const alive = await anApi(says(200, '{}'))
    expect(await alive.api.waitingFor()).toBeUndefined()
    const broken = await anApi(says(503, '{}'))
    expect(await broken.api.waitingFor()).toMatch(/answers 503$/)
    const gone = await anApi((incoming) => incoming.socket.destroy())
    expect(await gone.api.waitingFor()).toMatch(/does not answer$/)
  })
})
