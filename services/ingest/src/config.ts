import { commonVariables, kafkaVariables, riderKeyVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'
import { defaultLimits, type Limits } from './domain/limits.ts'

/** What is refused for good. Refusing nearly everything, or nothing, is no configuration. */
const plausibility = {
  MAX_AHEAD_MS: Type.Integer({
    minimum: 1_000,
    maximum: 3_600_000,
    default: defaultLimits.maxAheadMs,
    description: 'A location recorded further ahead of our clock is FUTURE.',
  }),
  MAX_AGE_MS: Type.Integer({
    minimum: 60_000,
    maximum: defaultLimits.maxAgeMs,
    default: defaultLimits.maxAgeMs,
    description: 'A location recorded longer ago is TOO_OLD; at most what the topic keeps.',
  }),
  MAX_ACCURACY_M: Type.Number({
    minimum: 5,
    maximum: 10_000,
    default: defaultLimits.maxAccuracyM,
    description: 'A location less accurate than so many metres (68 % confidence) is INACCURATE.',
  }),
  MAX_SPEED_MPS: Type.Number({
    minimum: 5,
    maximum: 350,
    default: defaultLimits.maxSpeedMps,
    description: 'A location further from the last than this speed reaches is IMPLAUSIBLE_SPEED.',
  }),
  AGREEING_FIXES: Type.Integer({
    minimum: 2,
    maximum: 100,
    default: defaultLimits.agreeingFixes,
    description: 'So many of those in a row that agree with one another are believed.',
  }),
  DUTY_GRACE_MS: Type.Integer({
    minimum: 0,
    maximum: 3_600_000,
    default: defaultLimits.dutyGraceMs,
    description: 'A location recorded longer after the last delivery, and before the next, is OFF_DUTY.',
  }),
}

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
  ...plausibility,
})
export type IngestConfig = Static<typeof IngestConfig>

export function limitsOf(config: IngestConfig): Limits {
  return {
    maxAheadMs: config.MAX_AHEAD_MS,
    maxAgeMs: config.MAX_AGE_MS,
    maxAccuracyM: config.MAX_ACCURACY_M,
    maxSpeedMps: config.MAX_SPEED_MPS,
    agreeingFixes: config.AGREEING_FIXES,
    dutyGraceMs: config.DUTY_GRACE_MS,
  }
}
