/** Asks a broker, in Kafka's own protocol, which brokers are alive: Metadata, version 1, no topics. */
export const METADATA_REQUEST = metadataRequest(0)
/** And where each partition of every topic is. */
export const ALL_TOPICS_REQUEST = metadataRequest(-1)

export interface KafkaMetadata {
  /** The ids of those that serve clients, not those that are still coming up. */
  readonly brokers: readonly number[]
  /** How many partitions have a replica that is not in sync, or no leader. */
  readonly behind: number
}

export function readMetadata(response: Buffer): KafkaMetadata {
  let at = 8 // past length and correlation id
  const integer = (bytes: 1 | 2 | 4 = 4) => {
    const value = response.readIntBE(at, bytes)
    at += bytes
    return value
  }
  const list = <Item>(item: () => Item) => Array.from({ length: integer() }, item)
  const skipString = () => {
    const length = integer(2)
    at += Math.max(0, length)
  }
  const broker = () => {
    const nodeId = integer()
    skipString() // host
    integer() // port
    skipString() // rack
    return nodeId
  }
  const isBehind = () => {
    integer(2) // error
    integer() // partition
    const leader = integer()
    const replicas = list(integer)
    const inSync = list(integer)
    return leader < 0 || inSync.length < replicas.length
  }
  const topic = () => {
    integer(2) // error
    skipString() // name
    integer(1) // internal
    return list(isBehind).filter(Boolean).length
  }

  const brokers = list(broker)
  integer() // controller
  return { brokers, behind: list(topic).reduce((sum, behind) => sum + behind, 0) }
}

function metadataRequest(topics: number): Buffer {
  const [apiKey, apiVersion, clientId] = [int16(3), int16(1), int16(-1)]
  const correlationId = int32(1)
  return frame(apiKey, apiVersion, correlationId, clientId, int32(topics))
}

function frame(...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields)
  return Buffer.concat([int32(body.length), body])
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
