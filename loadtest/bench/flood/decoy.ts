import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Refuses everything: a flood that comes here costs the machine what it costs, and ingest nothing. */
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(429, { 'content-length': 0 }).end()
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit(0))
