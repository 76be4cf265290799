import { commonVariables, kafkaVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'
import type { ConnectionLimits } from './gateway/connections.ts'

export const LiveConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ default: 8083, minimum: 0, maximum: 65535 }),
  ...kafkaVariables,
  REDIS_URL: Type.String({ minLength: 1, description: 'redis://host:port, or rediss:// for TLS.' }),
  TRACKING_TOKEN_SECRET: Type.String({ minLength: 16, description: 'Signs the tokens in tracking links.' }),
  DOORSTEP_API_KEY: Type.String({ minLength: 1, description: "The operators' key." }),
  PUBLIC_URL: Type.String({
    pattern: '^https?://[^/]+',
    description: 'Origin of the pages that may open sockets here.',
  }),
  MAX_CONNECTIONS: Type.Integer({ default: 10_000, minimum: 1, description: 'Of customers, at one time.' }),
  MAX_CONNECTIONS_PER_ADDRESS: Type.Integer({
    default: 500,
    minimum: 1,
    description: 'Of one public address: a mobile network may show thousands of phones as one.',
  }),
})

export type LiveConfig = Static<typeof LiveConfig>

export function connectionLimits(config: LiveConfig): ConnectionLimits {
  return { max: config.MAX_CONNECTIONS, maxFromOneAddress: config.MAX_CONNECTIONS_PER_ADDRESS }
}
