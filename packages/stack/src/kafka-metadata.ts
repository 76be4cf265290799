/** Asks a broker, in Kafka's own protocol, which brokers are alive: Metadata, version 1, no topics. */
export const METADATA_REQUEST = frame(
  int16(3), // api key
  int16(1), // api version
  int32(1), // correlation id
  int16(-1), // no client id
  int32(0), // no topics
)

/** The ids of the brokers that an answer names: those that serve clients, not those that are still coming up. */
export function brokersIn(response: Buffer): number[] {
  let at = 8 // past length and correlation id
  const integer = (bytes: 2 | 4) => {
    const value = response.readIntBE(at, bytes)
    at += bytes
    return value
  }
  const skipString = () => {
    const length = integer(2)
    at += Math.max(0, length)
  }

  return Array.from({ length: integer(4) }, () => {
    const nodeId = integer(4)
    skipString() // host
    integer(4) // port
    skipString() // rack
    return nodeId
  })
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
