import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

interface PageRoutesOptions {
  /** Where the built pages lie. */
  readonly directory: string
}

const YEAR_S = 365 * 24 * 3600

export const isRiderPage = (url: string): boolean => /^\/rider(\?|$)/.test(url)

/** The pages, each under its path; what they load has its hash in the name and never changes. */
export const pageRoutes: FastifyPluginAsync<PageRoutesOptions> = async (app, { directory }) => {
  await app.register(fastifyStatic, {
    root: directory,
    index: false,
    preCompressed: true,
    cacheControl: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(`${directory}/assets/`)
      reply.header('cache-control', hashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
      reply.header('vary', 'accept-encoding')
    },
  })

  const schema = { hide: true }
  app.get('/', { schema }, (_request, reply) => reply.sendFile('index.html'))
  app.get('/rider', { schema }, (_request, reply) => reply.sendFile('rider.html'))
  app.get('/ops', { schema }, (_request, reply) => reply.sendFile('ops.html'))
  app.get('/analytics', { schema }, (_request, reply) => reply.sendFile('analytics.html'))
  app.get('/t/:token', { schema }, (_request, reply) => reply.sendFile('track.html'))
}
