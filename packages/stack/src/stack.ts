import type { ChildProcessWithoutNullStreams } from 'node:child_process'

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
  /** Whether every replica of every partition is in sync. */
  inSync(): Promise<boolean>
  /** Undefined when Kafka was given: its programs were not. */
  readonly kafkaTool: KafkaTool | undefined
  /** Ends what was started and removes its data, unless it has a folder to stay in. What was given is left alone. */
  stop(): Promise<void>
}

/** One Kafka broker to experiment on. */
export interface Broker {
  readonly nodeId: number
  /** Where it listens, which is what clients are told unless there is a detour. */
  readonly address: string
  /** As a power cut would: nothing is flushed, nobody is told. */
  kill(): Promise<void>
  /** In order, as for an upgrade: it first hands over what it leads. */
  shutDown(): Promise<void>
  /** After it was ended: resolves when it serves again. */
  start(): Promise<void>
  /** Holds still, as a long garbage collection would, until `resume`. */
  pause(): Promise<void>
  resume(): Promise<void>
}

/**
 * Starts one of Kafka's own programs, by the name of its Java class. It is told the brokers, which it reaches past any
 * detour, and ends with the stack's owner.
 */
export type KafkaTool = (
  mainClass: string,
  args: readonly string[],
  /** Handed over as a file of properties: `--command-config`. */
  clientConfig?: Readonly<Record<string, string>>,
) => ChildProcessWithoutNullStreams

/** A way to the broker at this address; resolves with the address that clients are told instead. */
export type Detour = (address: string) => Promise<string>

export type PartName = 'kafka' | 'postgres' | 'redis'

/** A server that runs. */
export interface Part {
  readonly address: string
  stop(): Promise<void>
}

export interface KafkaPart extends Part {
  readonly brokers: readonly Broker[]
  readonly tool: KafkaTool | undefined
}

export interface KafkaOptions {
  readonly brokers: BrokerCount
  readonly detour?: Detour | undefined
}

/** Where the parts come from. Each answers when its promise resolves. */
export interface Source {
  readonly mode: StackMode
  kafka(options: KafkaOptions): Promise<KafkaPart>
  postgres(): Promise<Part>
  redis(): Promise<Part>
}

/** A source that may not work everywhere. */
export interface Runner extends Source {
  /** What is missing here to run these, in a few words, once what can be fetched at once has been; or undefined. */
  problemWith(parts: readonly PartName[]): Promise<string | undefined>
}

export type Progress = (line: string) => void
