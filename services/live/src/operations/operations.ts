import type { CustomersServed } from '@doorstep/contracts'
import type { KafkaCluster } from '@doorstep/kafka'
import type { Metrics, Service } from '@doorstep/runtime'
import type { AssignmentsTable } from '../assignments-table.ts'
import type { DeliveriesTable } from '../deliveries-table.ts'
import type { UpgradeHandler } from '../gateway/sockets.ts'
import { createAudience } from './audience.ts'
import { followedFixes } from './followed-fixes.ts'
import { operationsMetrics } from './metrics.ts'
import { createRidersBoard } from './riders-board.ts'
import type { OperationsRoutesOptions } from './routes.ts'
import { operatorSockets } from './sockets.ts'

const FORGET_EVERY_MS = 10_000

interface OperationsOptions {
  readonly kafka: KafkaCluster
  readonly registry: Metrics
  readonly deliveries: DeliveriesTable
  readonly customers: () => CustomersServed
  readonly apiKey: string
  readonly publicOrigin: string
  readonly now: () => number
}

export interface Operations extends Service {
  /** To be told of each rider's open deliveries. */
  readonly assignments: Pick<AssignmentsTable, 'apply'>
  /** To be told of each rider who is to be forgotten. */
  erase(riderId: string): void
  readonly routes: OperationsRoutesOptions
  readonly upgrade: UpgradeHandler
}

/** The operators' view, whole: apart from the customers', which knows nothing of it. Started before what it listens to. */
export function createOperations(options: OperationsOptions): Operations {
  const { kafka, registry, deliveries, customers, apiKey, publicOrigin, now } = options
  const board = createRidersBoard({ deliveries, now })
  deliveries.listen({ ...board, notified() {} })
  const fixes = followedFixes(kafka, board)
  const audience = createAudience({ board, customers, metrics: operationsMetrics(registry), now })
  const sockets = operatorSockets({ apiKey, publicOrigin, fixes, audience })
  let forgetting: NodeJS.Timeout | undefined

  return {
    name: 'operations',
    assignments: { apply: board.applyAssignments },
    erase: board.erase,
    routes: { apiKey, board, customers, fixes },
    upgrade: sockets.upgrade,
    async start() {
      forgetting = setInterval(board.forgetOld, FORGET_EVERY_MS)
    },
    async stop() {
      clearInterval(forgetting)
      await sockets.goAway()
      await fixes.stop()
    },
  }
}
