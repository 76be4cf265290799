import { UnavailableError } from '@doorstep/runtime'
import httpProxy from '@fastify/http-proxy'
import type { FastifyPluginAsync } from 'fastify'
import { forwardedHeaders } from '../forwarded-headers.ts'
import type { Upstream } from '../upstreams.ts'

interface ProxyRoutesOptions {
  readonly upstreams: readonly Upstream[]
}

const CONNECT_TIMEOUT_MS = 2_000
/** Ingest answers within 2 s even without Kafka; no other call takes as long as this to begin its answer. */
const HEADERS_TIMEOUT_MS = 10_000

/** Hands each service its own paths, bodies and answers streamed; a service that is away is 503 with `Retry-After`. */
export const proxyRoutes: FastifyPluginAsync<ProxyRoutesOptions> = async (app, { upstreams }) => {
  for (const { name, url, paths } of upstreams) {
    for (const path of paths) {
      await app.register(httpProxy, {
        upstream: url,
        prefix: path,
        rewritePrefix: path,
        // It would log the URL, and with it the customer's token.
        disableRequestLogging: true,
        disableCache: true,
        destroyAgent: true,
        // No limit to how long an answer flows: server-sent events and exports do for long.
        undici: {
          connect: { timeout: CONNECT_TIMEOUT_MS },
          headersTimeout: HEADERS_TIMEOUT_MS,
          bodyTimeout: 0,
        },
        replyOptions: {
          rewriteRequestHeaders: (request, headers) => ({ ...headers, ...forwardedHeaders(request.raw) }),
          // Unless told otherwise it asks again ten times, at once, when the answer is 503.
          retryDelay: () => null,
          onError: (reply, { error }) => {
            reply.send(new UnavailableError(`${name} does not answer.`, { cause: error }))
          },
        },
      })
    }
  }
}
