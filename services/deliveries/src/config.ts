import { commonVariables, kafkaVariables, riderKeyVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'

/** What signs must not be guessed: each key and link that it signed is a chance to try. */
const secret = (description: string) => Type.String({ minLength: 16, description })

export const DeliveriesConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8082 }),
  ...kafkaVariables,
  DATABASE_URL: Type.String({ minLength: 1, description: 'postgres://…; the schema is `deliveries`.' }),
  DOORSTEP_API_KEY: Type.String({ minLength: 1, description: "The merchant's and operator's key." }),
  ...riderKeyVariables,
  TRACKING_TOKEN_SECRET: secret("Signs the tokens in customers' links."),
  ROUTER_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'An OSRM server; the built-in streets if absent.' }),
  ),
  PUBLIC_URL: Type.String({ pattern: '^https?://', description: "Origin of customers' links." }),
})
export type DeliveriesConfig = Static<typeof DeliveriesConfig>
