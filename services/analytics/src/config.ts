import { commonVariables, kafkaVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'

export const AnalyticsConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8084 }),
  ...kafkaVariables,
  DATABASE_URL: Type.String({ minLength: 1, description: 'postgres://…; the schema is `analytics`.' }),
  DOORSTEP_API_KEY: Type.String({ minLength: 1, description: "The merchant's and operator's key." }),
  FETCH_BYTES: Type.Integer({
    minimum: 65_536,
    default: 1_048_576,
    description:
      'What one fetch brings of a partition: the more, the faster it catches up, and the more memory it takes.',
  }),
  RETENTION_DAYS: Type.Integer({
    minimum: 1,
    default: 30,
    description:
      'Whole days of UTC that fixes are kept; deliveries, which say nowhere where, are kept for good.',
  }),
})
export type AnalyticsConfig = Static<typeof AnalyticsConfig>
