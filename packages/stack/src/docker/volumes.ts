import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { docker, succeeds } from './cli.ts'

const LABEL = 'doorstep.folder'
const ID_FILE = 'docker-volumes.id'

/** The volume that keeps a part's data, by the part's name; made where it is missing. */
export type VolumeOf = (part: string) => Promise<string>

/**
 * The images' users could not write into a folder of ours, nor we remove what they wrote. So data is in volumes, and
 * the folder holds their id: to throw it away is to throw away the data.
 */
export function volumesOf(folder: string): VolumeOf {
  let id: Promise<string> | undefined
  return async (part) => {
    id ??= idFor(folder)
    const volume = `doorstep-${await id}-${part}`
    await docker(['volume', 'create', `--label=${LABEL}=${folder}`, volume])
    return volume
  }
}

/** Removes the volumes that no folder holds the id of any more. */
export async function removeAbandonedVolumes(): Promise<void> {
  const format = `{{.Name}} {{.Label "${LABEL}"}}`
  const lines = await docker(['volume', 'ls', `--filter=label=${LABEL}`, `--format=${format}`])
  for (const [, volume = '', folder = ''] of lines.matchAll(/^(\S+) (.+)$/gm)) {
    const id = await idIn(folder)
    if (id === undefined || !volume.startsWith(`doorstep-${id}-`))
      await succeeds(docker(['volume', 'rm', volume]))
  }
}

async function idFor(folder: string): Promise<string> {
  await removeAbandonedVolumes()
  const id = (await idIn(folder)) ?? randomUUID().slice(0, 8)
  await writeFile(join(folder, ID_FILE), id)
  return id
}

async function idIn(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, ID_FILE), 'utf8')
  } catch {
    return undefined
  }
}
