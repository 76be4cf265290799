import type { Broker, KafkaPart, KafkaTool } from './stack.ts'

export interface ClusterBroker extends Broker {
  /** What clients are told. */
  readonly advertised: string
  /** In order, where its data is kept. */
  stop(): Promise<void>
}

/** Brokers need one another to start. If one does not, the others are stopped again. */
export async function startCluster(brokers: readonly ClusterBroker[], tool: KafkaTool): Promise<KafkaPart> {
  const stop = async () => {
    await Promise.all(brokers.map((broker) => broker.stop()))
  }
  try {
    await Promise.all(brokers.map((broker) => broker.start()))
  } catch (error) {
    await stop()
    throw error
  }
  return { address: brokers.map(({ advertised }) => advertised).join(','), brokers, tool, stop }
}
