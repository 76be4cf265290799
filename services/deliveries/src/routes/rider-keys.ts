import { Identifier, Problem } from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import { Type } from 'typebox'
import { shownCredentials } from './examples.ts'
import { riderNotFound } from './refusals.ts'
import { credentialsOf, type RiderKeyring } from './rider-credentials.ts'

export interface RiderKeyStore {
  /** Answers the generation of the rider's new key, or undefined if there is no such rider. */
  add(riderId: string): Promise<number | undefined>
  /** For good, and told to all who check keys. Answers whether there is such a rider. */
  revoke(riderId: string, keys: { readonly keepNewest: boolean }): Promise<boolean>
}

export interface RiderKeyRoutesOptions extends RiderKeyring {
  readonly riderKeys: RiderKeyStore
  readonly apiKey: string
}

const shared = { tags: ['riders'], params: Type.Object({ riderId: Identifier }), security: [{ apiKey: [] }] }

const newKey = {
  ...shared,
  summary: 'Make one more key for a rider',
  description: 'Good at once. Those made before stay good until they are revoked.',
  response: { 201: shownCredentials, '4xx': Problem },
}

const revocation = {
  ...shared,
  summary: "Revoke a rider's keys",
  description:
    'Within 5 s they open nothing any more. `keep=newest` spares the key made last: the way to replace a key ' +
    'without shutting its rider out.',
  querystring: Type.Object({ keep: Type.Optional(Type.Literal('newest')) }, { additionalProperties: false }),
  response: { 204: Type.Null(), '4xx': Problem },
}

export function riderKeyRoutes(app: App, options: RiderKeyRoutesOptions): void {
  const { riderKeys, apiKey } = options
  const onRequest = requireApiKey(apiKey)
  const url = '/v1/riders/:riderId/key'

  app.post(url, { schema: newKey, onRequest }, async ({ params: { riderId } }, reply) => {
    const generation = await riderKeys.add(riderId)
    if (generation === undefined) throw riderNotFound()
    return reply.code(201).send(credentialsOf(riderId, generation, options))
  })

  app.delete(url, { schema: revocation, onRequest }, async ({ params: { riderId }, query }, reply) => {
    const found = await riderKeys.revoke(riderId, { keepNewest: query.keep === 'newest' })
    if (!found) throw riderNotFound()
    return reply.code(204).send(null)
  })
}
