import type { Place } from '../place.ts'
import type { Progress, Runner } from '../stack.ts'
import { javaOf, javaProblem, mavenProblem } from './java.ts'
import { nativeKafka } from './kafka.ts'
import { libraries, librariesFetched } from './libraries.ts'
import { nativePostgres } from './postgres.ts'
import { bundledRedis, installedRedis, nativeRedis } from './redis.ts'

export interface NativeOptions extends Place {
  /** Where what was fetched is kept. */
  readonly cache: string
  readonly env: NodeJS.ProcessEnv
  readonly onProgress: Progress
}

/** Processes of this machine: Kafka on its Java, Postgres from npm, Redis its own or the one fetched with Kafka. */
export function nativeRunner({ cache, env, onProgress, ...place }: NativeOptions): Runner {
  const java = javaOf(env)
  let fetched: ReturnType<typeof libraries> | undefined
  const fetchOnce = () => {
    fetched ??= libraries(cache, onProgress)
    return fetched
  }

  return {
    mode: 'native',
    async problemWith(parts) {
      const problems = [
        parts.includes('kafka') ? await javaProblem(java) : undefined,
        librariesFetched(cache) ? undefined : await mavenProblem(),
      ]
      return problems.filter((problem) => problem !== undefined).join(' and ') || undefined
    },
    async kafka(options) {
      const { kafkaClassPath: classPath, kafkaArchive: archive } = await fetchOnce()
      return nativeKafka({ ...place, ...options, java, classPath, archive })
    },
    postgres: () => nativePostgres(place),
    async redis() {
      const server = (await installedRedis()) ?? (await bundledRedis((await fetchOnce()).redisFolder))
      return nativeRedis(place, server)
    },
  }
}
