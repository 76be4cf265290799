import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { connectPostgres, type Sql } from '@doorstep/postgres'
import { aTcpProxy, type TcpProxy, until } from '@doorstep/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { brokersServing, redisAnswers } from '../src/answers.ts'
import { postgresAnswers } from '../src/database.ts'
import { succeeds } from '../src/docker/cli.ts'
import { removeAbandonedVolumes } from '../src/docker/volumes.ts'
import { type Stack, type StackMode, type StackOptions, startStack } from '../src/index.ts'
import { publishFixes, ridersIn } from './locations.ts'

async function aStack(options: Omit<StackOptions, 'env'>): Promise<Stack> {
  const stack = await startStack({ ...options, env: process.env })
  onTestFinished(() => stack.stop(), 60_000)
  return stack
}

function aPool(url: string): Sql {
  const sql = connectPostgres({ url, schema: 'public', max: 1 })
  onTestFinished(() => sql.end())
  return sql
}

async function aDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-kept-'))
  onTestFinished(async () => {
    await rm(folder, { recursive: true })
    await succeeds(removeAbandonedVolumes())
  })
  return folder
}

/** What holds for each way to run a stack, unless this machine lacks something for it. */
export function stackRules(mode: StackMode, problem: string | undefined): void {
  describe(mode, { timeout: 180_000 }, () => {
    it.skipIf(problem)('three brokers take writes while one of them is away, and it comes back', async () => {
      const stack = await aStack({ mode, brokers: 3, postgres: false, redis: false })
      const [, second] = stack.brokers
      expect(stack.brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2, 3])
      await publishFixes(stack, ['before'])

      await second?.kill()
      await publishFixes(stack, ['killed'])
      await second?.start()
      await second?.pause()
      await publishFixes(stack, ['paused'])
      await second?.resume()

      expect(await ridersIn(stack)).toEqual(['before', 'killed', 'paused'])
    })

    it.skipIf(problem)('clients take the detour, Kafka’s own programs go straight', async () => {
      const detours: TcpProxy[] = []
      const detour = async (address: string) => {
        const { hostname, port } = new URL(`tcp://${address}`)
        const proxy = await aTcpProxy({ host: hostname, port: Number(port) })
        onTestFinished(() => proxy.stop())
        detours.push(proxy)
        return `127.0.0.1:${proxy.port}`
      }
      const stack = await aStack({ mode, detour, postgres: false, redis: false })
      expect(stack.kafkaBrokers).toBe(`127.0.0.1:${detours[0]?.port}`)
      await publishFixes(stack, ['by detour'])

      await detours[0]?.close()
      const args = ['--topic', 'delivery-location', '--from-beginning', '--max-messages', '1']
      const tool = stack.kafkaTool?.('org.apache.kafka.tools.consumer.ConsoleConsumer', args)
      expect(await text(tool?.stdout as Readable)).toContain('"by detour"')
    })

    it.skipIf(problem)('what was written is there the next time, in a folder to keep it in', async () => {
      const dataDir = await aDataDir()
      const first = await startStack({ mode, dataDir, redis: false, env: process.env })
      await aPool(first.databaseUrl)`create table kept as select 1 as one`
      await publishFixes(first, ['kept'])
      await first.stop()

      const again = await aStack({ mode, dataDir, redis: false })
      expect(await aPool(again.databaseUrl)`select one from kept`).toHaveLength(1)
      expect(await ridersIn(again)).toEqual(['kept'])
      expect(again.kafkaBrokers).toBe(first.kafkaBrokers)
    })

    it.skipIf(problem)('what was kept is gone with its folder', async () => {
      const dataDir = await aDataDir()
      const first = await startStack({ mode, dataDir, redis: false, env: process.env })
      await aPool(first.databaseUrl)`create table kept as select 1 as one`
      await first.stop()
      await rm(dataDir, { recursive: true })

      const fresh = await aStack({ mode, dataDir, redis: false })
      await expect(aPool(fresh.databaseUrl)`select one from kept`).rejects.toThrow('does not exist')
    })

    it.skipIf(problem)('nothing is left when the process that had it is killed', async () => {
      const script = fileURLToPath(new URL('hold-a-stack.ts', import.meta.url))
      const holder = spawn(process.execPath, [script, mode], { stdio: ['ignore', 'pipe', 'inherit'] })
      const [line]: string[] = await once(createInterface({ input: holder.stdout }), 'line')
      const { kafkaBrokers, databaseUrl, redisUrl } = JSON.parse(line ?? '')
      expect(await brokersServing(kafkaBrokers)).toEqual([1])

      holder.kill('SIGKILL')
      const gone = async (ask: Promise<unknown>) => !(await succeeds(ask))
      await until(() => gone(brokersServing(kafkaBrokers)), { timeoutMs: 20_000 })
      await until(() => gone(postgresAnswers(databaseUrl)), { timeoutMs: 20_000 })
      await until(() => gone(redisAnswers(redisUrl)), { timeoutMs: 20_000 })
    })
  })
}
