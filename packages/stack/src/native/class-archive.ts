import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'

/**
 * The option with which a JVM finds its classes as they were once loaded (JEP 350): a broker starts with half of the
 * work, as it does in Kafka's own image. The archive is written once, by a JVM that runs to its end with the other option.
 * Safe to call from several processes at once. One that was written by another Java is left aside by the JVM.
 */
export async function classArchive(
  file: string,
  rehearse: (option: string) => Promise<void>,
): Promise<string> {
  if (!existsSync(file)) {
    const draft = `${file}.${randomUUID()}`
    await rehearse(`-XX:ArchiveClassesAtExit=${draft}`)
    // A JVM of another make knows no archives.
    if (existsSync(draft)) await rename(draft, file)
  }
  return `-XX:SharedArchiveFile=${file}`
}
