import { afterEach, expect, it, vi } from 'vitest'
import { eventStreamTransport } from './transports.ts'

const CONNECTING = 0
const CLOSED = 2

afterEach(() => void vi.unstubAllGlobals())

/** What the page makes of a stream of events that ends, when the link itself is answered with this status. */
async function afterTheEnd(status: number | undefined, readyState = CLOSED): Promise<string[]> {
  const told: string[] = []
  const source = { readyState, onerror: async () => {}, close() {} }
  vi.stubGlobal(
    'EventSource',
    Object.assign(
      function EventSource() {
        return source
      },
      { CONNECTING },
    ),
  )
  vi.stubGlobal('fetch', async () => {
    if (status === undefined) throw new TypeError('Failed to fetch')
    return new Response(null, { status })
  })
  eventStreamTransport('tt_d-1')(undefined, {
    opened: () => void told.push('opened'),
    message: () => void told.push('message'),
    interrupted: () => void told.push('interrupted'),
    refused: () => void told.push('refused'),
    lost: () => void told.push('lost'),
  })
  await source.onerror()
  return told
}

it.each([404, 410])('a link that is answered %d opens nothing, now or later', async (status) => {
  expect(await afterTheEnd(status)).toEqual(['refused'])
})

it.each([200, 429, 502, 503, undefined])('a link that is answered %s is tried again', async (status) => {
  expect(await afterTheEnd(status)).toEqual(['lost'])
})

it('a stream that the browser itself opens again is only interrupted', async () => {
  expect(await afterTheEnd(404, CONNECTING)).toEqual(['interrupted'])
})
