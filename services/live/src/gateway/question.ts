/** What a ping asks after a frame. Its answer repeats it, which tells it from the answer to a heartbeat. */
export const HAS_ARRIVED = Buffer.from('?')

const PING = 0x89

/** As it goes over a WebSocket from a server (RFC 6455, 5.5.2): one unmasked frame. */
export const question: Buffer = Buffer.concat([Buffer.from([PING, HAS_ARRIVED.length]), HAS_ARRIVED])
