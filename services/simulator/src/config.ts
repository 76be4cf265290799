import { commonVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'

export const SimulatorConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8086 }),
  API_URL: Type.String({ pattern: '^https?://', description: 'Origin of the public API.' }),
  DOORSTEP_API_KEY: Type.String({ minLength: 1, description: "The merchant's key." }),
  RIDERS: Type.Integer({ default: 20, minimum: 0, maximum: 1000, description: 'Riders on the road.' }),
  SEED: Type.Integer({ default: 1, description: 'The same seed plans the same riders, orders and errors.' }),
  STACKED_SHARE: Type.Number({
    default: 0.15,
    minimum: 0,
    maximum: 1,
    description: 'Of the rounds: those with two or three orders at once, handed over one after the other.',
  }),
  GPX_FILE: Type.Optional(
    Type.String({ minLength: 1, description: 'A recorded track, ridden once by one more rider.' }),
  ),
})
export type SimulatorConfig = Static<typeof SimulatorConfig>
