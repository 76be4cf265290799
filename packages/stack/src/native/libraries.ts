import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { StackError } from '../errors.ts'
import type { Progress } from '../stack.ts'

const run = promisify(execFile)

/** Named for what pom.xml asks for: another version is another folder. */
const FOLDER = 'kafka-4.3.1'
const DOWNLOAD_MS = 10 * 60_000

/** Kafka's jars, and a Redis server for machines that have none, fetched once by Maven. */
export interface Libraries {
  readonly kafkaClassPath: string
  /** Where its classes may be archived. */
  readonly kafkaArchive: string
  readonly redisFolder: string
}

export function librariesFetched(cache: string): boolean {
  return existsSync(join(cache, FOLDER))
}

/** Safe to call from several processes at once: each fetches into a folder of its own, the first to be done wins. */
export async function libraries(cache: string, onProgress: Progress): Promise<Libraries> {
  const folder = join(cache, FOLDER)
  if (!existsSync(folder)) {
    onProgress('Kafka: fetching its libraries from Maven Central, once (80 MB)')
    await mkdir(cache, { recursive: true })
    const unfinished = await mkdtemp(join(cache, 'fetching-'))
    await fetchInto(unfinished)
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }))
  }
  return {
    kafkaClassPath: join(folder, 'kafka', '*'),
    kafkaArchive: join(folder, 'kafka.jsa'),
    redisFolder: join(folder, 'redis'),
  }
}

async function fetchInto(folder: string): Promise<void> {
  const pom = fileURLToPath(new URL('pom.xml', import.meta.url))
  const args = ['--batch-mode', '--quiet', '--file', pom, 'generate-resources', `-Doutput=${folder}`]
  try {
    await run('mvn', args, { timeout: DOWNLOAD_MS })
  } catch (cause) {
    await rm(folder, { recursive: true })
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StackError('DOWNLOAD_FAILED', `Maven could not fetch Kafka: ${reason}`, { cause })
  }
}
