import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'

/** What the pages cannot know when they are built. */
export const PageConfig = Type.Object({
  demo: Type.Boolean(),
  services: Type.Array(Type.String()),
  mapStyleUrl: Type.Optional(Type.String()),
  pushPublicKey: Type.Optional(Type.String()),
})
export type PageConfig = Static<typeof PageConfig>

interface PageConfigRoutesOptions {
  readonly pageConfig: PageConfig
}

const schema = { hide: true, response: { 200: PageConfig } }

export const pageConfigRoutes: FastifyPluginAsyncTypebox<PageConfigRoutesOptions> = async (
  app,
  { pageConfig },
) => {
  app.get('/page-config', { schema }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return pageConfig
  })
}
