import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { portsFor } from './ports.ts'

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ports-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'ports')
}

it('gives no port twice', async () => {
  const ports = await portsFor(20)
  expect(new Set(ports).size).toBe(20)
})

it('gives the same ports as last time', async () => {
  const file = await aFile()
  const first = await portsFor(2, file)
  expect(await portsFor(2, file)).toEqual(first)
})

it('gives another where one has been taken since, and remembers that', async () => {
  const file = await aFile()
  const [kept, taken] = await portsFor(2, file)
  const other = createServer().listen(taken, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')

  const again = await portsFor(2, file)
  expect(again[0]).toBe(kept)
  expect(again[1]).not.toBe(taken)
  expect(await portsFor(2, file)).toEqual(again)
})
