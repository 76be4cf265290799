import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, inject, it } from 'vitest'
import { connectPostgres } from '../src/index.ts'

/** What postgres.js asks on each new connection before anything else. */
const FIRST_QUESTION = 'pg_catalog.pg_type'

/** Resets so many connections when they have just been made, and then lets all pass. */
async function aCutterOfNewConnections(target: URL, cuts: number) {
  let left = cuts
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    client.on('data', (chunk) => {
      if (chunk.includes(FIRST_QUESTION) && left > 0) {
        left -= 1
        client.resetAndDestroy()
        upstream.destroy()
      } else upstream.write(chunk)
    })
    upstream.pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.on('close', () => upstream.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return { url: url.href, cutsLeft: () => left, stop: () => void server.close() }
}

it('a connection that is lost while it is being made is made again, and the process lives', async () => {
  const cutter = await aCutterOfNewConnections(new URL(inject('databaseUrl')), 3)
  const sql = connectPostgres({ url: cutter.url, schema: 'public', max: 1 })
  const answered = async () => (await sql`select 1 as one`.catch(() => []))[0]?.one
  for (let tries = 0; tries < 10 && (await answered()) !== 1; tries++);
  expect(await answered()).toBe(1)
  expect(cutter.cutsLeft()).toBe(0)
  await sql.end()
  cutter.stop()
})
