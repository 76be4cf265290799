import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { propertiesFile } from '../kafka-properties.ts'
import type { Place } from '../place.ts'
import type { KafkaTool } from '../stack.ts'
import { images } from './images.ts'

const CONFIG = '/tmp/client.properties'

/** In a container of its own beside the brokers: they may be killed under it. */
export function dockerKafkaTool(
  { folder, keeper }: Pick<Place, 'folder' | 'keeper'>,
  network: string,
  brokers: readonly string[],
): KafkaTool {
  return (mainClass, args, clientConfig = {}) => {
    const name = `doorstep-tool-${randomUUID().slice(0, 8)}`
    const config = join(folder, `${name}.properties`)
    writeFileSync(config, propertiesFile(clientConfig))
    const container = ['--rm', `--name=${name}`, `--network=${network}`, `--volume=${config}:${CONFIG}:ro`]
    const program = [images.kafka, '-Xmx256m', '-cp', '/opt/kafka/libs/*', mainClass]
    const told = ['--bootstrap-server', brokers.join(','), '--command-config', CONFIG, ...args]
    const child = spawn('docker', ['run', ...container, '--entrypoint=java', ...program, ...told], {
      detached: true,
    })
    child.once('close', keeper.command(['docker', 'rm', '--force', name]))
    return child
  }
}
