import { describe, expect, it } from 'vitest'
import { type Pushing, subscribe } from './push.ts'

const options = { token: 'tt_d-1', publicKey: 'B', language: 'fi' } as const
const keys = { p256dh: 'p', auth: 'a' }
const willing: Pushing = {
  permission: async () => 'granted',
  subscription: async (publicKey) => ({ endpoint: `https://push.example/${publicKey}`, keys }),
}

function aServer(status: number) {
  const asked: { url: unknown; body: unknown }[] = []
  const put: typeof fetch = async (url, request) => {
    asked.push({ url, body: JSON.parse(String(request?.body)) })
    return new Response(null, { status })
  }
  return { asked, put }
}

describe('a reader who wants to be told', () => {
  it('is, by the browser’s own subscription, in their language', async () => {
    const { asked, put } = aServer(204)
    expect(await subscribe(options, willing, put)).toBe('told')
    expect(asked).toEqual([
      { url: '/v1/push/tt_d-1', body: { endpoint: 'https://push.example/B', keys, language: 'fi' } },
    ])
  })

  it('and then says no to the browser is not asked about anything more', async () => {
    const { asked, put } = aServer(204)
    expect(await subscribe(options, { ...willing, permission: async () => 'denied' }, put)).toBe('denied')
    expect(asked).toEqual([])
  })

  it.each([
    ['the delivery is over', willing, 404],
    [
      'there is no push service',
      { ...willing, subscription: () => Promise.reject(new Error('no service')) },
      204,
    ],
  ])('hears that it failed if %s', async (_why, pushing, status) => {
    expect(await subscribe(options, pushing, aServer(status).put)).toBe('failed')
  })
})
