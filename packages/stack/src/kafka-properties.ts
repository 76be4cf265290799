/** Where one node is reached. Host and port, as the others and the clients see it. */
export interface KafkaNode {
  readonly nodeId: number
  /** `host:port` of its controller listener. */
  readonly controller: string
}

export interface KafkaListeners {
  /** For clients on this machine: what to bind to and what to tell them. */
  readonly client: { readonly bind: string; readonly advertised: string }
  /** Between brokers, and for Kafka's own programs. */
  readonly internal: { readonly bind: string; readonly advertised: string }
  /** What the controller binds to. */
  readonly controller: string
}

export interface KafkaPropertiesOptions {
  readonly nodeId: number
  readonly nodes: readonly KafkaNode[]
  readonly listeners: KafkaListeners
  readonly logDir: string
}

/** The same for every stack: a folder that was formatted once is recognised. */
export const KAFKA_CLUSTER_ID = 'RG9vcnN0ZXBTdGFjazAwMA'

/** Broker and controller in one process, settings as `server.properties` has them. */
export function kafkaProperties(options: KafkaPropertiesOptions): Record<string, string> {
  const replicas = Math.min(3, options.nodes.length)
  return {
    'process.roles': 'broker,controller',
    'node.id': String(options.nodeId),
    'controller.quorum.voters': options.nodes.map((node) => `${node.nodeId}@${node.controller}`).join(','),
    'log.dirs': options.logDir,
    ...listenerProperties(options.listeners),
    ...topicProperties(replicas),
    ...failOverProperties,
  }
}

function listenerProperties({ client, internal, controller }: KafkaListeners): Record<string, string> {
  const named = { CLIENT: client, INTERNAL: internal }
  const bound = Object.entries(named).map(([name, { bind }]) => `${name}://${bind}`)
  const advertised = Object.entries(named).map(([name, listener]) => `${name}://${listener.advertised}`)
  return {
    listeners: [...bound, `CONTROLLER://${controller}`].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': 'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'INTERNAL',
    'controller.listener.names': 'CONTROLLER',
  }
}

/** With three replicas a write needs two: one broker may be away. Few partitions of Kafka's own topics start fast. */
function topicProperties(replicas: number): Record<string, string> {
  const writers = String(Math.max(1, replicas - 1))
  return {
    'auto.create.topics.enable': 'false',
    'default.replication.factor': String(replicas),
    'min.insync.replicas': writers,
    'offsets.topic.replication.factor': String(replicas),
    'offsets.topic.num.partitions': '3',
    'transaction.state.log.replication.factor': String(replicas),
    'transaction.state.log.min.isr': writers,
    'transaction.state.log.num.partitions': '3',
    'share.coordinator.state.topic.replication.factor': String(replicas),
    'share.coordinator.state.topic.min.isr': writers,
    'share.coordinator.state.topic.num.partitions': '3',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '2000',
  }
}

/**
 * A dead broker is replaced in about 3 s instead of the default 9 s. A replica that asks the new leader before that one
 * knows of its office waits before it asks again, and with it every `acks=all`: a second or two by default.
 */
const failOverProperties = {
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '500',
  'controller.quorum.election.timeout.ms': '500',
  'controller.quorum.fetch.timeout.ms': '1000',
  'replica.fetch.backoff.ms': '100',
}

/** The text of a `server.properties` file. */
export function propertiesFile(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** As the variables that the image apache/kafka reads: `.` → `_`, `_` → `__`, `-` → `___`. */
export function propertiesEnvironment(properties: Readonly<Record<string, string>>): Record<string, string> {
  const variable = (name: string) =>
    `KAFKA_${name.replaceAll('_', '__').replaceAll('-', '___').replaceAll('.', '_').toUpperCase()}`
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [variable(name), value]))
}
