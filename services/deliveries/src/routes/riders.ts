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
}

const newRider = {
  summary: 'Make a rider and the key for their phone',
  tags: ['riders'],
  security: [{ apiKey: [] }],
  body: NewRider,
  response: { 201: RiderCredentials, '4xx': Problem },
}

export function riderRoutes(app: App, { riders, apiKey, riderKeySecret }: RiderRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.post('/v1/riders', { schema: newRider, onRequest }, async (request, reply) => {
    const riderId = randomUUID()
    await riders.add({ riderId, ...request.body }, Date.now())
    return reply.code(201).send({ riderId, riderKey: riderKeyFor(riderId, riderKeySecret) })
  })
}
