import { riderKeyFor } from '@doorstep/contracts'
import { type Connection, drive } from '../ingest/load/drive.ts'
import { httpConnection, httpRequest } from '../ingest/load/http.ts'
import { aLocation, template } from '../ingest/riders.ts'
import type { FloodOrder, FloodReport } from './floods.ts'

const CONNECTIONS = 32
const opened = new Map<string, Promise<Connection[]>>()

function open({ port, secret, locations }: FloodOrder): Promise<Connection[]> {
  const key = riderKeyFor('rider-flood', secret)
  const batch = { locations: Array.from({ length: locations }, (_, n) => aLocation(n)) }
  const body = JSON.stringify(locations === 1 ? aLocation(1) : batch)
  const phone = template(httpRequest('/v1/locations', key, body))
  return Promise.all(Array.from({ length: CONNECTIONS }, () => httpConnection(port, [phone])))
}

/** One rider who sends as much as ordered, whatever is answered, in a process of its own. */
process.on('message', async (order: FloodOrder) => {
  const name = `${order.port} ${order.locations}`
  const opening = opened.get(name) ?? open(order)
  opened.set(name, opening)
  const { taken, refused } = await drive(await opening, order)
  const report: FloodReport = { takenPerS: taken / order.seconds, refusedPerS: refused / order.seconds }
  process.send?.(report)
})
