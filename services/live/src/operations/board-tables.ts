import type {
  LocationFix,
  OperationsChanges,
  OperationsSnapshot,
  UnassignedDelivery,
  WorkingRider,
} from '@doorstep/contracts'
import { fixRow, locationOf } from './fix-row.ts'
import { createVersions, type VersionedTable, type Versions, versionedTable } from './versioned-table.ts'

/** What the board shows. A rider and where they are apart, as the one changes seldom and the other each second. */
export interface BoardTables {
  readonly versions: Versions
  readonly riders: VersionedTable<WorkingRider>
  readonly fixes: VersionedTable<LocationFix>
  readonly unassigned: VersionedTable<UnassignedDelivery>
}

export function boardTables(): BoardTables {
  const versions = createVersions()
  return {
    versions,
    riders: versionedTable(versions),
    fixes: versionedTable(versions),
    unassigned: versionedTable(versions),
  }
}

export function snapshotOf({ riders, fixes, unassigned }: BoardTables, at: number): OperationsSnapshot {
  return {
    type: 'snapshot',
    at,
    riders: [...riders.values()].map((rider) => withFix(rider, fixes)),
    unassigned: [...unassigned.values()],
  }
}

/** Undefined when so much has happened since that only a snapshot tells all. */
export function changesOf(
  { riders, fixes, unassigned }: BoardTables,
  since: number,
  at: number,
): OperationsChanges | undefined {
  if (since < Math.max(riders.toldSince, unassigned.toldSince)) return undefined
  const told = riders.changedSince(since)
  const moved = [...fixes.changedSince(since).values()]
  return {
    type: 'changes',
    at,
    riders: [...told.values()].map((rider) => withFix(rider, fixes)),
    fixes: moved.filter(({ riderId }) => riders.get(riderId) && !told.has(riderId)).map(fixRow),
    gone: [...riders.goneSince(since)],
    unassigned: [...unassigned.changedSince(since).values()],
    taken: [...unassigned.goneSince(since)],
  }
}

function withFix(rider: WorkingRider, fixes: VersionedTable<LocationFix>): WorkingRider {
  const fix = fixes.get(rider.riderId)
  return fix === undefined ? rider : { ...rider, fix: locationOf(fix) }
}
