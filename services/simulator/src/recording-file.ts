import { readFile } from 'node:fs/promises'
import { ConfigError } from '@doorstep/runtime'
import { parseGpx, type Recording } from './domain/gpx.ts'

/** The recording in a file, or a `ConfigError` that says what is wrong with it. */
export async function readRecording(file: string): Promise<Recording> {
  const xml = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`GPX_FILE cannot be read: ${reason}`, { cause })
  })
  const parsed = parseGpx(xml)
  if (!parsed.ok) throw new ConfigError(`GPX_FILE ${file} cannot be ridden: ${parsed.problem}`)
  return parsed.recording
}
