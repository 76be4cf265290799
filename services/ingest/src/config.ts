import { commonVariables, kafkaVariables, riderKeyVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'

export const IngestConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8081 }),
  ...kafkaVariables,
  ...riderKeyVariables,
  NEXT_PING_MS: Type.Integer({
    minimum: 0,
    default: 1_000,
    description: 'How long a phone is told to wait before it reports again.',
  }),
})
export type IngestConfig = Static<typeof IngestConfig>
