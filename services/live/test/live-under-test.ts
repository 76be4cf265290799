import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Service } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { afterAll, beforeAll, inject } from 'vitest'
import type { LiveConfig } from '../src/config.ts'
import { createLive } from '../src/service.ts'

export const TRACKING_TOKEN_SECRET = 'a secret of the tests'
export const API_KEY = 'the-key-of-the-operator'

export interface LiveAddress {
  readonly url: string
  stream(token: string, cursor?: string): string
  events(token: string): string
}

export type LiveUnderTest = LiveAddress & Service

interface LiveOptions {
  readonly topicPrefix: string
  /** The servers of the tests by default. */
  readonly redisUrl?: string
  readonly kafkaBrokers?: string
}

/** Live, started in this process. */
export async function startLive(options: LiveOptions): Promise<LiveUnderTest> {
  const config = await configFor(options)
  const service = await createLive(config, silentLog)
  await service.start()
  return { ...service, ...addressOf(config) }
}

/** Live for all tests of a file: started before the first, stopped after the last. */
export function liveForAll(options: LiveOptions): LiveAddress {
  let live: LiveUnderTest | undefined
  beforeAll(async () => {
    live = await startLive(options)
  })
  afterAll(() => live?.stop())
  const started = () => {
    if (live === undefined) throw new Error('not started yet')
    return live
  }
  return {
    get url() {
      return started().url
    },
    stream: (token, cursor) => started().stream(token, cursor),
    events: (token) => started().events(token),
  }
}

export async function configFor({ topicPrefix, redisUrl, kafkaBrokers }: LiveOptions): Promise<LiveConfig> {
  return {
    HOST: '127.0.0.1',
    PORT: await aFreePort(),
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers ?? inject('kafkaBrokers'),
    TOPIC_PREFIX: topicPrefix,
    REDIS_URL: redisUrl ?? inject('redisUrl'),
    TRACKING_TOKEN_SECRET,
    DOORSTEP_API_KEY: API_KEY,
    PUBLIC_URL: 'http://pages.test',
    MAX_CONNECTIONS: 1_000,
    MAX_CONNECTIONS_PER_ADDRESS: 1_000,
  }
}

export function addressOf({ HOST, PORT }: LiveConfig): LiveAddress {
  const origin = `${HOST}:${PORT}`
  return {
    url: `http://${origin}`,
    stream: (token, cursor) => `ws://${origin}/v1/track/${token}/stream${cursor ? `?cursor=${cursor}` : ''}`,
    events: (token) => `http://${origin}/v1/track/${token}/events`,
  }
}

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
