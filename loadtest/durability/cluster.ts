import { type Stack, startStack } from '@doorstep/stack'
import { aTcpProxy, type TcpProxy } from '@doorstep/testing'

export interface Cluster {
  readonly stack: Stack
  /** Between clients and the brokers, one each. Kafka's own programs go past them. */
  readonly detours: readonly TcpProxy[]
  stop(): Promise<void>
}

/** Three brokers to harm, with a proxy before each. */
export async function startCluster(
  options: Pick<Parameters<typeof startStack>[0], 'env' | 'onProgress'>,
): Promise<Cluster> {
  await using building = new AsyncDisposableStack()
  const detours: TcpProxy[] = []
  const stack = await startStack({
    ...options,
    ...{ brokers: 3, ownKafka: true, postgres: false, redis: false },
    async detour(address) {
      const { hostname, port } = new URL(`tcp://${address}`)
      const proxy = await aTcpProxy({ host: hostname, port: Number(port) })
      building.defer(() => proxy.stop())
      detours.push(proxy)
      return `127.0.0.1:${proxy.port}`
    },
  })
  building.defer(() => stack.stop())
  const running = building.move()
  return { stack, detours, stop: () => running.disposeAsync() }
}
