import { asyncApiDocument } from '@doorstep/contracts'
import { RequestError, UnavailableError } from '@doorstep/runtime'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Upstream } from '../upstreams.ts'

interface DocsRoutesOptions {
  readonly upstreams: readonly Upstream[]
}

const TIMEOUT_MS = 2_000

/** Where `/docs` finds each service's OpenAPI document. */
export const openApiPath = (service: string): string => `/openapi/${service}`

/** Topics and sockets; OpenAPI knows requests only. */
const ASYNC_API_PATH = '/asyncapi'

/** Each service's OpenAPI document under this origin, as the service itself serves it now, and one of AsyncAPI. */
export const docsRoutes: FastifyPluginAsyncTypebox<DocsRoutesOptions> = async (app, { upstreams }) => {
  const schema = { hide: true, params: Type.Object({ service: Type.String() }) }

  app.get(openApiPath(':service'), { schema }, async (request, reply) => {
    const upstream = upstreams.find(({ name }) => name === request.params.service)
    if (upstream === undefined) throw new RequestError(404, 'SERVICE_UNKNOWN', 'No such service.')
    return reply.type('application/json').send(await openApiOf(upstream))
  })

  const asyncApi = JSON.stringify(asyncApiDocument())
  app.get(ASYNC_API_PATH, { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send(asyncApi),
  )
}

async function openApiOf({ name, url }: Upstream): Promise<string> {
  try {
    const response = await fetch(new URL('/docs/json', url), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    return await response.text()
  } catch (cause) {
    throw new UnavailableError(`${name} does not answer.`, { cause })
  }
}
