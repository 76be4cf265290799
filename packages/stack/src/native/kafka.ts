import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brokersServing } from '../answers.ts'
import { type ClusterBroker, startCluster } from '../cluster.ts'
import { KAFKA_CLUSTER_ID, type KafkaNode, kafkaProperties, propertiesFile } from '../kafka-properties.ts'
import type { Place } from '../place.ts'
import { portsFor } from '../ports.ts'
import type { KafkaOptions, KafkaPart } from '../stack.ts'
import { type Child, startChild } from './child.ts'
import { classArchive } from './class-archive.ts'
import { nativeKafkaTool } from './kafka-tool.ts'

const run = promisify(execFile)

const START_MS = 120_000
/** Room for benchmarks with one; three must fit beside all else, and live too short for the second compiler. */
const JVM = { 1: ['-Xmx512m'], 3: ['-Xmx384m', '-XX:TieredStopAtLevel=1'] } as const

export interface NativeKafkaOptions extends Place, KafkaOptions {
  readonly java: string
  readonly classPath: string
  /** Of its classes; written where it is not there. */
  readonly archive: string
}

interface NativeNode extends KafkaNode {
  readonly address: string
  readonly advertised: string
  readonly internal: string
  readonly home: string
}

/** A cluster of brokers that are controllers too, formatted where they never were. */
export async function nativeKafka(options: NativeKafkaOptions): Promise<KafkaPart> {
  const archive = await classArchive(options.archive, (option) => rehearse(options, option))
  const nodes = await formattedNodes(options)
  return startCluster(
    nodes.map((node) => nativeBroker(options, node, archive)),
    nativeKafkaTool(
      { ...options, archive },
      nodes.map(({ internal }) => internal),
    ),
  )
}

/** A broker's life, as short as can be. */
async function rehearse(options: NativeKafkaOptions, jvmOption: string): Promise<void> {
  const folder = await mkdtemp(join(options.folder, 'rehearsal-'))
  const alone = { ...options, folder, brokers: 1, kept: false, detour: undefined } as const
  try {
    for (const node of await formattedNodes(alone)) {
      const broker = nativeBroker(alone, node, jvmOption)
      await broker.start()
      await broker.shutDown()
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function formattedNodes(options: NativeKafkaOptions): Promise<NativeNode[]> {
  const nodes = await nodesOf(options)
  await Promise.all(nodes.map((node) => format(options, node, nodes)))
  return nodes
}

async function nodesOf({ brokers, detour, folder, kept }: NativeKafkaOptions): Promise<NativeNode[]> {
  const ports = await portsFor(3 * brokers, kept ? join(folder, `kafka-of-${brokers}.ports`) : undefined)
  const nodes = Array.from({ length: brokers }, async (_, index) => {
    const address = `127.0.0.1:${ports[index]}`
    return {
      nodeId: index + 1,
      home: join(folder, `kafka-${index + 1}-of-${brokers}`),
      address,
      advertised: (await detour?.(address)) ?? address,
      controller: `127.0.0.1:${ports[brokers + index]}`,
      internal: `127.0.0.1:${ports[2 * brokers + index]}`,
    }
  })
  return Promise.all(nodes)
}

async function format(
  { java, classPath }: NativeKafkaOptions,
  { nodeId, home, address, advertised, internal, controller }: NativeNode,
  nodes: readonly NativeNode[],
): Promise<void> {
  const logDir = join(home, 'log')
  const config = join(home, 'server.properties')
  const listeners = {
    client: { bind: address, advertised },
    internal: { bind: internal, advertised: internal },
    controller,
  }
  await mkdir(home, { recursive: true })
  await writeFile(config, propertiesFile(kafkaProperties({ nodeId, nodes, listeners, logDir })))
  if (existsSync(join(logDir, 'meta.properties'))) return
  const format = ['kafka.tools.StorageTool', 'format', '-t', KAFKA_CLUSTER_ID, '-c', config]
  await run(java, ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classPath, ...format])
}

function nativeBroker(
  { java, classPath, brokers, kept, keeper }: NativeKafkaOptions,
  { nodeId, home, address, advertised }: NativeNode,
  jvmOption: string,
): ClusterBroker {
  const jvm = [java, ...JVM[brokers], jvmOption, '-cp', classPath] as const
  const program = {
    name: `Kafka broker ${nodeId}`,
    command: [...jvm, 'kafka.Kafka', join(home, 'server.properties')],
    logFile: join(home, 'server.log'),
    stopSignal: kept ? 'SIGTERM' : 'SIGKILL',
    killSignal: 'SIGKILL',
  } as const

  let child: Child | undefined
  return {
    nodeId,
    address,
    advertised,
    async start() {
      child = startChild(program, keeper)
      await child.until(START_MS, async () => (await brokersServing(address)).includes(nodeId))
    },
    kill: async () => child?.kill(),
    shutDown: async () => child?.terminate(),
    stop: async () => child?.stop(),
    pause: async () => child?.signal('SIGSTOP'),
    resume: async () => child?.signal('SIGCONT'),
  }
}
