import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { StackError } from './errors.ts'
import { type Keeper, startKeeper } from './keeper.ts'

/** Where parts keep their data, and for how long. */
export interface Place {
  readonly folder: string
  /** Whether the folder outlives the stack: then ports are remembered and processes end in order. */
  readonly kept: boolean
  readonly keeper: Keeper
}

/** The folder given, for us alone, or one that goes with the stack. Leaving it is left to `building`. */
export async function placeAt(dataDir: string | undefined, building: AsyncDisposableStack): Promise<Place> {
  const keeper = startKeeper()
  building.defer(async () => keeper.dismiss())
  const folder = dataDir === undefined ? await mkdtemp(join(tmpdir(), 'doorstep-')) : resolve(dataDir)
  const mine = dataDir === undefined ? folder : await claim(folder)
  const forget = keeper.path(mine)
  building.defer(async () => {
    await rm(mine, { recursive: true, force: true })
    forget()
  })
  return { folder, kept: dataDir !== undefined, keeper }
}

/** Two stacks in one folder would ruin each other's settings. The file says who is in it. */
async function claim(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'owner.pid')
  const owner = Number(await readFile(file, 'utf8').catch(() => 0))
  if (owner !== 0 && owner !== process.pid && isAlive(owner))
    throw new StackError('DATA_IN_USE', `${folder} is in use by another Doorstep, process ${owner}.`)
  await writeFile(file, String(process.pid))
  return file
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
