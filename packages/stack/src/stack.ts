export const stackModes = ['env', 'docker', 'native'] as const
export type StackMode = (typeof stackModes)[number]

export type BrokerCount = 1 | 3

/** Kafka, Postgres and Redis, answering. */
export interface Stack {
  /** `env` when every part was given; otherwise what runs those that were not. */
  readonly mode: StackMode
  /** `host:port`, separated by commas. */
  readonly kafkaBrokers: string
  /** For a superuser; see `serviceDatabaseUrl`. Empty if not wanted. */
  readonly databaseUrl: string
  /** Empty if not wanted. */
  readonly redisUrl: string
  /** Those that can be ended and started here: none when Kafka was given. */
  readonly brokers: readonly Broker[]
  /** Ends what was started and removes its data, unless it has a folder to stay in. What was given is left alone. */
  stop(): Promise<void>
}

/** One Kafka broker to experiment on. */
export interface Broker {
  readonly nodeId: number
  readonly address: string
  /** As a power cut would: nothing is flushed, nobody is told. */
  kill(): Promise<void>
  /** After `kill`: resolves when it serves again. */
  start(): Promise<void>
  /** Holds still, as a long garbage collection would, until `resume`. */
  pause(): Promise<void>
  resume(): Promise<void>
}

export type PartName = 'kafka' | 'postgres' | 'redis'

/** A server that runs. */
export interface Part {
  readonly address: string
  stop(): Promise<void>
}

export interface KafkaPart extends Part {
  readonly brokers: readonly Broker[]
}

/** Where the parts come from. Each answers when its promise resolves. */
export interface Source {
  readonly mode: StackMode
  kafka(brokers: BrokerCount): Promise<KafkaPart>
  postgres(): Promise<Part>
  redis(): Promise<Part>
}

/** A source that may not work everywhere. */
export interface Runner extends Source {
  /** What is missing here to run these, in a few words, once what can be fetched at once has been; or undefined. */
  problemWith(parts: readonly PartName[]): Promise<string | undefined>
}

export type Progress = (line: string) => void
