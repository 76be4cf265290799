import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectPostgres, type Sql } from '@doorstep/postgres'
import { aDatabase } from '@doorstep/testing'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { serviceDatabaseUrl, startStack } from '../src/index.ts'

const given = {
  KAFKA_BROKERS: inject('kafkaBrokers'),
  DATABASE_URL: inject('databaseUrl'),
  REDIS_URL: inject('redisUrl'),
}

function aPool(url: string, schema: string): Sql {
  const sql = connectPostgres({ url, schema, max: 1 })
  onTestFinished(() => sql.end())
  return sql
}

describe('what the environment gives', () => {
  it('is used as it is, and nothing is started', async () => {
    const stack = await startStack({ env: given })
    expect(stack).toMatchObject({ mode: 'env', kafkaBrokers: given.KAFKA_BROKERS, brokers: [] })
    await stack.stop()
    await expect(startStack({ env: given })).resolves.toMatchObject({ mode: 'env' })
  })

  it.each([
    ['KAFKA_BROKERS', '127.0.0.1:1', '127.0.0.1:1'],
    ['DATABASE_URL', 'postgres://me:secret@127.0.0.1:1/db', 'postgres://me@127.0.0.1:1/db'],
    ['REDIS_URL', 'redis://127.0.0.1:1', 'redis://127.0.0.1:1'],
  ])('must answer: %s is named with its address when it does not', async (variable, address, shown) => {
    await expect(startStack({ env: { ...given, [variable]: address } })).rejects.toMatchObject({
      code: 'ADDRESS_SILENT',
      message: `${variable} is ${shown}, but nothing answers there.`,
    })
  })

  it('must be all there is when nothing else may be used', async () => {
    const env = { ...given, REDIS_URL: undefined }
    await expect(startStack({ mode: 'env', env })).rejects.toThrow('REDIS_URL is not set')
  })

  it('is left alone where Kafka is to be our own', async () => {
    const starting = startStack({ mode: 'env', ownKafka: true, env: given })
    await expect(starting).rejects.toThrow('KAFKA_BROKERS is not set, and nothing else may be used')
  })
})

describe('a service’s own address of the database', () => {
  it('opens its own schema, and none of another service', async () => {
    const database = await aDatabase(given.DATABASE_URL)
    onTestFinished(database.drop)
    const stack = await startStack({ env: { ...given, DATABASE_URL: database.url } })
    const analytics = aPool(serviceDatabaseUrl(stack.databaseUrl, 'analytics'), 'analytics')
    const deliveries = aPool(serviceDatabaseUrl(stack.databaseUrl, 'deliveries'), 'deliveries')

    await deliveries`create table parcels (id int)`
    await analytics`create table rollups (id int)`
    await expect(analytics`select from deliveries.parcels`).rejects.toThrow('permission denied')
  })
})

describe('a folder for data', () => {
  it('is for one stack at a time', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), `doorstep-${randomUUID()}-`))
    onTestFinished(() => rm(dataDir, { recursive: true }))
    await writeFile(join(dataDir, 'owner.pid'), String(process.ppid))

    await expect(startStack({ mode: 'native', dataDir, env: {} })).rejects.toMatchObject({
      code: 'DATA_IN_USE',
    })
  })
})
