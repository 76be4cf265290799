import { randomUUID } from 'node:crypto'
import { Problem } from '@doorstep/contracts'
import { type App, requireApiKey } from '@doorstep/runtime'
import type { Rider } from '../domain/delivery.ts'
import { shownCredentials, shownNewRider } from './examples.ts'
import { credentialsOf, type RiderKeyring } from './rider-credentials.ts'

export interface RiderStore {
  add(rider: Rider, createdAt: number): Promise<void>
}

export interface RiderRoutesOptions extends RiderKeyring {
  readonly riders: RiderStore
  readonly apiKey: string
}

const newRider = {
  summary: 'Make a rider and the key for their phone',
  tags: ['riders'],
  security: [{ apiKey: [] }],
  body: shownNewRider,
  response: { 201: shownCredentials, '4xx': Problem },
}

export function riderRoutes(app: App, options: RiderRoutesOptions): void {
  const onRequest = requireApiKey(options.apiKey)

  app.post('/v1/riders', { schema: newRider, onRequest }, async (request, reply) => {
    const riderId = randomUUID()
    await options.riders.add({ riderId, ...request.body }, Date.now())
    return reply.code(201).send(credentialsOf(riderId, 0, options))
  })
}
