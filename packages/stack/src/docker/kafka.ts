import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { brokersServing } from '../answers.ts'
import { type ClusterBroker, startCluster } from '../cluster.ts'
import {
  KAFKA_CLUSTER_ID,
  type KafkaNode,
  kafkaProperties,
  propertiesEnvironment,
} from '../kafka-properties.ts'
import { portsFor } from '../ports.ts'
import type { KafkaOptions, KafkaPart } from '../stack.ts'
import { docker } from './cli.ts'
import { type Container, type ContainerOptions, type DockerPlace, runContainer } from './container.ts'
import { images } from './images.ts'
import { dockerKafkaTool } from './kafka-tool.ts'

const START_MS = 120_000
const CLIENT_PORT = 9092
const CONTROLLER_PORT = 9093
const INTERNAL_PORT = 19092
/** The folder that the image keeps for it. */
const DATA_PATH = '/var/lib/kafka/data'

interface DockerNode extends KafkaNode {
  /** Its name on the network of the brokers. */
  readonly host: string
  /** Of this machine. */
  readonly port: number
  readonly advertised: string
  readonly internal: string
}

/** A cluster on a network of its own; clients reach each broker through a port of this machine. */
export async function dockerKafka(place: DockerPlace, options: KafkaOptions): Promise<KafkaPart> {
  const network = `doorstep-${randomUUID().slice(0, 8)}`
  const removal = ['network', 'rm', network]
  const ipOf = await createNetwork(network)
  const forget = place.keeper.command(['docker', ...removal])
  const removeNetwork = async () => {
    await docker(removal)
    forget()
  }

  try {
    const nodes = await nodesOf(place, options)
    const cluster = await startCluster(
      nodes.map((node) =>
        dockerBroker(
          place,
          node,
          containerOf(node, nodes, { name: network, alias: node.host, ip: ipOf(node.nodeId) }),
        ),
      ),
      dockerKafkaTool(
        place,
        network,
        nodes.map(({ internal }) => internal),
      ),
    )
    return { ...cluster, stop: () => cluster.stop().then(removeNetwork) }
  } catch (error) {
    await removeNetwork()
    throw error
  }
}

/**
 * Returns the address of each node. Kafka looks up where its controllers are once; of two that were killed, Docker would
 * give either the address of the other.
 */
async function createNetwork(name: string): Promise<(nodeId: number) => string> {
  await docker(['network', 'create', name])
  const subnet = await docker(['network', 'inspect', '--format={{(index .IPAM.Config 0).Subnet}}', name])
  // Addresses may be chosen only in a subnet that was: so it is told to have the one it has.
  await docker(['network', 'rm', name])
  await docker(['network', 'create', `--subnet=${subnet}`, name])
  return (nodeId) => subnet.replace(/\d+\/\d+$/, String(100 + nodeId))
}

async function nodesOf(
  { folder, kept }: DockerPlace,
  { brokers, detour }: KafkaOptions,
): Promise<DockerNode[]> {
  const ports = await portsFor(brokers, kept ? join(folder, `docker-kafka-of-${brokers}.ports`) : undefined)
  const nodes = ports.map(async (port, index) => {
    const host = `kafka-${index + 1}`
    const address = `127.0.0.1:${port}`
    return {
      nodeId: index + 1,
      host,
      port,
      advertised: (await detour?.(address)) ?? address,
      controller: `${host}:${CONTROLLER_PORT}`,
      internal: `${host}:${INTERNAL_PORT}`,
    }
  })
  return Promise.all(nodes)
}

function containerOf(
  { nodeId, host, port, advertised, internal }: DockerNode,
  nodes: readonly DockerNode[],
  network: ContainerOptions['network'],
): ContainerOptions {
  const listeners = {
    client: { bind: `0.0.0.0:${CLIENT_PORT}`, advertised },
    internal: { bind: `0.0.0.0:${INTERNAL_PORT}`, advertised: internal },
    controller: `0.0.0.0:${CONTROLLER_PORT}`,
  }
  const properties = kafkaProperties({ nodeId, nodes, listeners, logDir: DATA_PATH })
  return {
    name: `Kafka broker ${nodeId}`,
    image: images.kafka,
    port: { host: port, container: CLIENT_PORT },
    variables: {
      ...propertiesEnvironment(properties),
      CLUSTER_ID: KAFKA_CLUSTER_ID,
      KAFKA_HEAP_OPTS: nodes.length === 1 ? '-Xmx512m' : '-Xmx384m',
    },
    network,
    data: { path: DATA_PATH, part: `${host}-of-${nodes.length}` },
  }
}

function dockerBroker(
  place: DockerPlace,
  { nodeId, port, advertised }: DockerNode,
  options: ContainerOptions,
): ClusterBroker {
  const address = `127.0.0.1:${port}`
  let container: Container | undefined
  return {
    nodeId,
    address,
    advertised,
    async start() {
      if (container === undefined) container = await runContainer(options, place)
      else await container.docker('start')
      await container.until(START_MS, async () => (await brokersServing(address)).includes(nodeId))
    },
    kill: async () => container?.docker('kill'),
    shutDown: async () => container?.docker('stop'),
    pause: async () => container?.docker('pause'),
    resume: async () => container?.docker('unpause'),
    stop: async () => container?.remove(),
  }
}
