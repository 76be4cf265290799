import type { FastifyRequest } from 'fastify'
import { admission, taking, textOf } from '../phone.ts'
import type { ProtocolOptions } from '../protocol.ts'
import { UNKNOWN_RIDER } from './answer.ts'
import { decode } from './decode.ts'

/** What Traccar Client from 9 on sends, to the address that it shares with OsmAnd, whose answer suits it. */
export function traccarReports(options: ProtocolOptions) {
  const admit = admission(options, UNKNOWN_RIDER)
  const take = taking(options, 'traccar')

  return async ({ body }: Pick<FastifyRequest, 'body'>): Promise<void> => {
    const decoded = decode(textOf(body))
    await take(admit(decoded.key), decoded)
  }
}
