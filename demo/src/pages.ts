import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { DoorstepError } from '@doorstep/runtime'

class PagesError extends DoorstepError {
  readonly code = 'PAGES_NOT_BUILT'
  readonly retryable = false
}

/** Builds what browsers load, if it changed since the last time. */
export async function buildPages(root: string): Promise<void> {
  const builder = spawn(process.execPath, [join('services', 'web', 'src', 'build', 'main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [code]] = await Promise.all([
    text(builder.stdout),
    text(builder.stderr),
    once(builder, 'exit'),
  ])
  if (code !== 0) throw new PagesError(`The pages could not be built: ${(errors || output).trim()}`)
}
