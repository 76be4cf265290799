import { Readable } from 'node:stream'
import type { Location } from '@doorstep/contracts'
import { RequestError } from '@doorstep/runtime'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TrackFormat } from '../track/format.ts'
import { trackFormats } from '../track/formats.ts'
import { negotiate } from './negotiate.ts'

export const trackMediaTypes = trackFormats.map(({ mediaType }) => mediaType)

type Pages = AsyncGenerator<readonly Location[]>

export interface TitledTrack {
  readonly title: string
  readonly pages: Pages
}

/** Streams a track in the format the caller likes best, as fast as the caller reads; 406 if it likes none. */
export async function sendTrack(request: FastifyRequest, reply: FastifyReply, { title, pages }: TitledTrack) {
  const format = formatFor(request.headers.accept)
  const body = format.write(await begun(pages), title)
  return reply
    .header('vary', 'accept')
    .type(`${format.mediaType}; charset=utf-8`)
    .send(Readable.from(body, { objectMode: false }))
}

function formatFor(accept: string | undefined): TrackFormat {
  const mediaType = negotiate(accept, trackMediaTypes)
  const format = trackFormats.find((candidate) => candidate.mediaType === mediaType)
  if (format === undefined) {
    throw new RequestError(406, 'NOT_ACCEPTABLE', `A track can be had as ${trackMediaTypes.join(', ')}`)
  }
  return format
}

/** The same pages with the first one read, so that a database that is away is told by status, not by a cut. */
async function begun(pages: Pages): Promise<Pages> {
  const first = await pages.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* pages
  })()
}
