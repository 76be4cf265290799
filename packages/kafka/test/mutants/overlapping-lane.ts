import { PublishTimeoutError } from '../../src/errors.ts'
import type { Lane, LaneOptions } from '../../src/publish/lane.ts'
import type { Transport } from '../../src/publish/transport.ts'

export function createLane(transport: Transport, { deadlineMs }: LaneOptions): Lane {
  let outstanding = 0

  async function sent(...batch: Parameters<Transport['send']>) {
    outstanding += 1
    try {
      return await transport.send(...batch)
    } catch (cause) {
      throw new PublishTimeoutError('not acknowledged', { cause })
    } finally {
      outstanding -= 1
    }
  }

  function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const { promise, reject } = Promise.withResolvers<Answer>()
    const timer = setTimeout(() => reject(new PublishTimeoutError('not acknowledged')), deadlineMs)
    return Promise.race([answer, promise]).finally(() => clearTimeout(timer))
  }

  return {
    async append(records) {
      const acks = await inTime(sent(records))
      return records.map(({ partition }) => ({
        partition,
        offset: acks.find((ack) => ack.partition === partition)?.baseOffset ?? '',
      }))
    },
    drain: async () => undefined,
    get outstanding() {
      return outstanding
    },
  }
}
