import { commonVariables, kafkaVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'

export const IngestConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8081 }),
  ...kafkaVariables,
  RIDER_KEY_SECRET: Type.String({ minLength: 16, description: "Signs riders' keys." }),
  RIDER_KEY_SECRET_PREVIOUS: Type.String({
    pattern: '^(.{16,})?$',
    default: '',
    description: 'Signed the riders’ keys before; those keys stay good for as long as it is given.',
  }),
  NEXT_PING_MS: Type.Integer({
    minimum: 0,
    default: 1_000,
    description: 'How long a phone is told to wait before it reports again.',
  }),
})
export type IngestConfig = Static<typeof IngestConfig>

/** Those that make a key good, the one of today first. */
export function riderKeySecrets(config: IngestConfig): readonly string[] {
  return [config.RIDER_KEY_SECRET, config.RIDER_KEY_SECRET_PREVIOUS].filter((secret) => secret !== '')
}
