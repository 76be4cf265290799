import { MAX_LOCATIONS_PER_REPORT } from '@doorstep/contracts'
import type { PublisherOptions } from '@doorstep/kafka'
import { commonVariables, kafkaVariables, riderKeyVariables } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'
import { defaultLimits, type Limits } from './domain/limits.ts'
import type { PingBounds } from './domain/reporting.ts'
import { defaultRates, type Rates } from './rider-pace.ts'

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

const perRider = {
  RIDER_REQUESTS_PER_S: Type.Number({
    minimum: 0.1,
    default: defaultRates.requests.perS,
    description: 'Requests and frames a second of one rider, by any protocol.',
  }),
  RIDER_REQUESTS_BURST: Type.Integer({
    minimum: 1,
    default: defaultRates.requests.burst,
    description: 'So many at once.',
  }),
  RIDER_LOCATIONS_PER_S: Type.Number({
    minimum: 1,
    default: defaultRates.locations.perS,
    description: 'Locations a second of one rider, by any protocol.',
  }),
  RIDER_LOCATIONS_BURST: Type.Integer({
    minimum: MAX_LOCATIONS_PER_REPORT,
    default: defaultRates.locations.burst,
    description: 'So many at once.',
  }),
}

/** What waits for Kafka is bounded; beyond it, and after the time, phones are told 503 and keep what they have. */
const queue = {
  QUEUE_RECORDS: Type.Integer({
    minimum: 1_000,
    default: 50_000,
    description: 'Fixes that may wait for Kafka.',
  }),
  QUEUE_BYTES: Type.Integer({
    minimum: 1024 * 1024,
    default: 32 * 1024 * 1024,
    description: 'Bytes of them.',
  }),
  ACK_TIMEOUT_MS: Type.Integer({
    minimum: 100,
    maximum: 10_000,
    default: 2_000,
    description: 'How long a phone waits for the acknowledgement of all in-sync replicas.',
  }),
}

const connections = {
  MAX_CONNECTIONS: Type.Integer({
    minimum: 1,
    default: 10_000,
    description: 'Phones, streams and proxies at once; what connects beyond them is closed.',
  }),
}

export const IngestConfig = Type.Object({
  ...commonVariables,
  PORT: Type.Integer({ ...commonVariables.PORT, default: 8081 }),
  ...kafkaVariables,
  ...riderKeyVariables,
  NEXT_PING_MIN_MS: Type.Integer({
    minimum: 0,
    default: 1_000,
    description: 'What a phone is told to wait before it reports again while a customer looks.',
  }),
  NEXT_PING_MAX_MS: Type.Integer({
    minimum: 0,
    default: 30_000,
    description: 'What a phone is told to wait at most; the same as the minimum for a fixed interval.',
  }),
  ...plausibility,
  ...perRider,
  ...queue,
  ...connections,
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

export function ratesOf(config: IngestConfig): Rates {
  return {
    requests: { perS: config.RIDER_REQUESTS_PER_S, burst: config.RIDER_REQUESTS_BURST },
    locations: { perS: config.RIDER_LOCATIONS_PER_S, burst: config.RIDER_LOCATIONS_BURST },
  }
}

export function queueOf(config: IngestConfig): Required<PublisherOptions> {
  return {
    deadlineMs: config.ACK_TIMEOUT_MS,
    maxQueueRecords: config.QUEUE_RECORDS,
    maxQueueBytes: config.QUEUE_BYTES,
  }
}

export function pingBounds(config: IngestConfig): PingBounds {
  return { minMs: config.NEXT_PING_MIN_MS, maxMs: config.NEXT_PING_MAX_MS }
}
