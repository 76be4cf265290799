import type { Source } from '@doorstep/contracts'
import { type App, RequestError } from '@doorstep/runtime'
import { abovePaceAs } from '../rider-pace.ts'
import type { Decoded } from './decoded.ts'
import type { ProtocolOptions } from './protocol.ts'

/** What an app saved up in a day without network: these send all they have at once. */
export const BODY_LIMIT_BYTES = 2 * 1024 * 1024
/** Twice what fits into such a body of what apps really send; each point that is none costs a record. */
const MAX_POINTS = 10_000

/** Any body as text, whatever it says it is: its protocol knows what the app must hear if it is wrong. */
export function readBodiesAsText(scope: App): void {
  scope.removeAllContentTypeParsers()
  const options = { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES } as const
  scope.addContentTypeParser<Buffer>('*', options, async (_request: unknown, body: Buffer) => body.toString())
}

/** Says with every 401 what kind of credential is missed. */
export function challenge(scope: App, scheme: 'Basic' | 'Bearer'): void {
  scope.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 401) reply.header('www-authenticate', scheme)
  })
}

export const textOf = (body: unknown): string => (typeof body === 'string' ? body : '')

const tooMany = () => new RequestError(503, 'TOO_MANY_REQUESTS', 'Less often, or fewer locations.')

/**
 * Whose key a request carries. Nobody's is answered with the status that this app takes for it; a rider above their own
 * rate is 503, as there are apps which delete what was answered with 429.
 */
export function admission({ keys, pace }: ProtocolOptions, unknownRider: number) {
  return (key: string | undefined): string => {
    const riderId = key === undefined ? undefined : keys.riderOf(key)
    if (riderId === undefined)
      throw new RequestError(unknownRider, 'RIDER_KEY_WRONG', 'This key belongs to no rider here.')
    if (!pace.admits(riderId)) throw tooMany()
    return riderId
  }
}

/**
 * Resolves once every in-sync replica has what was sent. What is refused for good counts as taken: these apps would
 * send it again for ever, and everything behind it would wait.
 */
export function taking({ take }: ProtocolOptions, source: Source) {
  return async (riderId: string, { locations, unusable }: Decoded): Promise<void> => {
    const points = locations.length + unusable.length
    if (points > MAX_POINTS)
      throw new RequestError(413, 'TOO_MANY_LOCATIONS', `At most ${MAX_POINTS} in one request.`)
    if (points > 0) await take({ riderId, locations, unusable, source }).catch(abovePaceAs(tooMany))
  }
}
