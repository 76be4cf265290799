import { setTimeout as delay } from 'node:timers/promises'
import { StackError } from '../errors.ts'
import type { Place } from '../place.ts'
import { docker, succeeds } from './cli.ts'
import type { VolumeOf } from './volumes.ts'

/** Where containers keep their data: in volumes of a kept stack, else in themselves. */
export interface DockerPlace extends Place {
  readonly volumeOf?: VolumeOf | undefined
}

export interface ContainerOptions {
  /** For people: "Kafka broker 2". */
  readonly name: string
  readonly image: string
  /** Published on the loopback interface only. */
  readonly port: { readonly host: number; readonly container: number }
  readonly variables?: Readonly<Record<string, string>>
  readonly network?: { readonly name: string; readonly alias: string; readonly ip: string } | undefined
  /** Where in the container the data is that a kept stack keeps, and of what part it is. */
  readonly data: { readonly path: string; readonly part: string }
  /** In place of the image's own command. */
  readonly command?: readonly string[]
}

/** A container that ends when it is told to, or soon after this process has gone. */
export interface Container {
  docker(command: 'kill' | 'stop' | 'start' | 'pause' | 'unpause'): Promise<void>
  /** Rejects, and removes the container, if it ends before the condition holds or does not meet it in time. */
  until(timeoutMs: number, condition: () => Promise<boolean>): Promise<void>
  remove(): Promise<void>
}

const POLL_MS = 200
const STOP_S = 5

export async function runContainer(
  options: ContainerOptions,
  { volumeOf, kept, keeper }: DockerPlace,
): Promise<Container> {
  const id = await docker(['create', ...flags(options, await volumeOf?.(options.data.part))])
  const removal = ['rm', '--force', '--volumes', id]
  const forget = keeper.command(['docker', ...removal])
  const discard = async () => {
    await docker(removal)
    forget()
  }
  const failed = async (reason: string) => {
    await discard()
    return notStarted(options, reason)
  }

  await docker(['start', id]).catch(async (error: unknown) => {
    throw await failed(String(error))
  })

  return {
    docker: async (command) => void (await docker([command, id])),
    async until(timeoutMs, condition) {
      const deadline = performance.now() + timeoutMs
      while (!(await condition().catch(() => false))) {
        const running = await docker(['inspect', '--format', '{{.State.Running}}', id])
        if (running !== 'true' || performance.now() > deadline)
          throw await failed(await docker(['logs', '--tail', '5', id]))
        await delay(POLL_MS)
      }
    },
    async remove() {
      if (kept) await succeeds(docker(['stop', '--time', String(STOP_S), id]))
      await discard()
    },
  }
}

function flags(options: ContainerOptions, volume: string | undefined): string[] {
  const { image, port, variables = {}, network, data, command = [] } = options
  return [
    `--publish=127.0.0.1:${port.host}:${port.container}`,
    ...Object.entries(variables).map(([name, value]) => `--env=${name}=${value}`),
    ...(network === undefined
      ? []
      : [`--network=${network.name}`, `--network-alias=${network.alias}`, `--ip=${network.ip}`]),
    ...(volume === undefined ? [] : [`--volume=${volume}:${data.path}`]),
    image,
    ...command,
  ]
}

function notStarted({ name, image }: ContainerOptions, reason: string): StackError {
  if (/port is already allocated|address already in use/.test(reason))
    return new StackError('PORT_IN_USE', `${name} did not start: its port is in use by another program.`)
  return new StackError('PART_DID_NOT_START', `${name} did not start in ${image}:\n${reason}`)
}
