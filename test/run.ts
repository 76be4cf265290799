import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'

export interface Outcome {
  /** Null if a signal ended it. */
  readonly exitCode: number | null
  /** What it wrote and did not show already. */
  readonly output: string
}

const bin = join('node_modules', '.bin')

/** Runs one of the project's own tools, which is told when we are to stop. */
export async function run(
  [tool = '', ...args]: readonly string[],
  { showErrors = false }: { readonly showErrors?: boolean } = {},
): Promise<Outcome> {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1' }
  const stdio = ['ignore', 'pipe', showErrors ? 1 : 'pipe'] as const
  const child = spawn(join(bin, tool), args, { env, stdio: [...stdio] })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', pass).on('SIGTERM', pass)

  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const [exitCode] = await once(child, 'close')
  process.off('SIGINT', pass).off('SIGTERM', pass)
  return { exitCode, output }
}
