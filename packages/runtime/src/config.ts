import envSchema from 'env-schema'
import { type Static, type TObject, type TProperties, Type } from 'typebox'
import { ConfigError } from './errors.ts'

/** The variables every service reads. A service's own schema spreads these. */
export const commonVariables = {
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on.' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65535, description: 'Port to listen on; 0 for any free one.' }),
  LOG_LEVEL: Type.String({
    default: 'info',
    description: 'fatal, error, warn, info, debug, trace or silent.',
  }),
} satisfies TProperties

/** The variables of a service that speaks to Kafka. */
export const kafkaVariables = {
  KAFKA_BROKERS: Type.String({ minLength: 1, description: 'host:port, separated by commas.' }),
  TOPIC_PREFIX: Type.String({
    default: '',
    description: 'Put before each topic and group, to share a cluster.',
  }),
} satisfies TProperties

/** The variables of a service that knows riders by their keys. */
export const riderKeyVariables = {
  RIDER_KEY_SECRET: Type.String({ minLength: 16, description: "Signs riders' keys." }),
  RIDER_KEY_SECRET_PREVIOUS: Type.String({
    pattern: '^(.{16,})?$',
    default: '',
    description: 'The one before, if any: what it signed is good for as long as it is given.',
  }),
} satisfies TProperties

/** What makes a rider's key good; the first one signs. */
export function riderKeySecrets(config: {
  readonly RIDER_KEY_SECRET: string
  readonly RIDER_KEY_SECRET_PREVIOUS: string
}): readonly [string, ...string[]] {
  const { RIDER_KEY_SECRET, RIDER_KEY_SECRET_PREVIOUS } = config
  return RIDER_KEY_SECRET_PREVIOUS === '' ? [RIDER_KEY_SECRET] : [RIDER_KEY_SECRET, RIDER_KEY_SECRET_PREVIOUS]
}

/** Reads a service's configuration, or throws a `ConfigError` that names each variable that is wrong. */
export function readEnv<Schema extends TObject>(schema: Schema, env: NodeJS.ProcessEnv): Static<Schema> {
  try {
    return envSchema<Static<Schema>>({ schema, data: env, dotenv: false })
  } catch (cause) {
    throw new ConfigError(
      `Invalid configuration: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}
