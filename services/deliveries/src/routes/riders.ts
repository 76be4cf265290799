import { randomUUID } from 'node:crypto'
import { NewRider, Problem, RiderCredentials, riderKeyFor } from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import type { Rider } from '../domain/delivery.ts'

export interface RiderStore {
  add(rider: Rider, createdAt: number): Promise<void>
}

export interface RiderRoutesOptions {
  readonly riders: RiderStore
  readonly apiKey: string
  readonly riderKeySecret: string
  /** Origin of the page that riders open. */
  readonly publicUrl: string
}

const newRider = {
  summary: 'Make a rider and the key for their phone',
  tags: ['riders'],
  security: [{ apiKey: [] }],
  body: NewRider,
  response: { 201: RiderCredentials, '4xx': Problem },
}

export function riderRoutes(app: App, options: RiderRoutesOptions): void {
  const { riders, apiKey, riderKeySecret, publicUrl } = options
  const onRequest = requireApiKey(apiKey)

  function credentialsOf(riderId: string): RiderCredentials {
    const riderKey = riderKeyFor(riderId, riderKeySecret)
    return { riderId, riderKey, riderUrl: new URL(`/rider#key=${riderKey}`, publicUrl).href }
  }

  app.post('/v1/riders', { schema: newRider, onRequest }, async (request, reply) => {
    const riderId = randomUUID()
    await riders.add({ riderId, ...request.body }, Date.now())
    return reply.code(201).send(credentialsOf(riderId))
  })
}
