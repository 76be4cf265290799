import { join } from 'node:path'
import { redisAnswers } from '../answers.ts'
import { giveServicesTheirSchemas, postgresAnswers } from '../database.ts'
import type { Place } from '../place.ts'
import { portsFor } from '../ports.ts'
import type { Part, Progress, Runner } from '../stack.ts'
import { type DockerPlace, runContainer } from './container.ts'
import { dockerProblem, images } from './images.ts'
import { dockerKafka } from './kafka.ts'
import { volumesOf } from './volumes.ts'

const START_MS = 120_000

export interface DockerOptions extends Place {
  readonly onProgress: Progress
}

/** Containers of the official images, by the `docker` command. */
export function dockerRunner({ onProgress, ...options }: DockerOptions): Runner {
  const place = { ...options, volumeOf: options.kept ? volumesOf(options.folder) : undefined }
  return {
    mode: 'docker',
    problemWith: (parts) => dockerProblem(parts, onProgress),
    kafka: (options) => dockerKafka(place, options),
    postgres: () => dockerPostgres(place),
    redis: () => dockerRedis(place),
  }
}

async function dockerPostgres(place: DockerPlace): Promise<Part> {
  const host = await portFor('postgres', place)
  const address = `postgres://doorstep:doorstep@127.0.0.1:${host}/doorstep`
  const container = await runContainer(
    {
      name: 'Postgres',
      image: images.postgres,
      port: { host, container: 5432 },
      variables: { POSTGRES_USER: 'doorstep', POSTGRES_PASSWORD: 'doorstep', POSTGRES_DB: 'doorstep' },
      command: ['postgres', '-c', 'max_connections=200'],
      data: { path: '/var/lib/postgresql', part: 'postgres' },
    },
    place,
  )
  await container.until(START_MS, () => postgresAnswers(address))
  await giveServicesTheirSchemas(address)
  return { address, stop: container.remove }
}

async function dockerRedis(place: DockerPlace): Promise<Part> {
  const host = await portFor('redis', place)
  const address = `redis://127.0.0.1:${host}`
  const container = await runContainer(
    {
      name: 'Redis',
      image: images.redis,
      port: { host, container: 6379 },
      command: ['redis-server', '--protected-mode', 'no', '--save', ...(place.kept ? ['60', '1'] : [''])],
      data: { path: '/data', part: 'redis' },
    },
    place,
  )
  await container.until(START_MS, () => redisAnswers(address))
  return { address, stop: container.remove }
}

async function portFor(name: string, { folder, kept }: Place): Promise<number> {
  const [port = 0] = await portsFor(1, kept ? join(folder, `docker-${name}.ports`) : undefined)
  return port
}
