import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { propertiesFile } from '../kafka-properties.ts'
import type { Place } from '../place.ts'
import type { KafkaTool } from '../stack.ts'

export interface NativeKafkaToolOptions extends Pick<Place, 'folder' | 'keeper'> {
  readonly java: string
  readonly classPath: string
  /** With which a JVM finds the archive of its classes. */
  readonly archive: string
}

/** They are started often, and seldom run for long. */
const JVM = ['-Xmx256m', '-XX:TieredStopAtLevel=1']

export function nativeKafkaTool(
  { java, classPath, archive, folder, keeper }: NativeKafkaToolOptions,
  brokers: readonly string[],
): KafkaTool {
  return (mainClass, args, clientConfig = {}) => {
    const config = join(folder, `tool-${randomUUID()}.properties`)
    writeFileSync(config, propertiesFile(clientConfig))
    const told = ['--bootstrap-server', brokers.join(','), '--command-config', config, ...args]
    const child = spawn(java, [...JVM, archive, '-cp', classPath, mainClass, ...told], {
      cwd: '/',
      detached: true,
    })
    if (child.pid !== undefined) child.once('close', keeper.process(child.pid, 'SIGKILL'))
    return child
  }
}
