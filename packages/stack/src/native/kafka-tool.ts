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
}

export function nativeKafkaTool(
  { java, classPath, folder, keeper }: NativeKafkaToolOptions,
  brokers: readonly string[],
): KafkaTool {
  return (mainClass, args, clientConfig = {}) => {
    const config = join(folder, `tool-${randomUUID()}.properties`)
    writeFileSync(config, propertiesFile(clientConfig))
    const told = ['--bootstrap-server', brokers.join(','), '--command-config', config, ...args]
    const child = spawn(java, ['-Xmx256m', '-cp', classPath, mainClass, ...told], {
      cwd: '/',
      detached: true,
    })
    if (child.pid !== undefined) child.once('close', keeper.process(child.pid, 'SIGKILL'))
    return child
  }
}
