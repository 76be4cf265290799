import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Remains {
  readonly processes: readonly { readonly pid: number; readonly signal: NodeJS.Signals }[]
  readonly commands: readonly (readonly string[])[]
  readonly paths: readonly string[]
}

/** Ends what this process started should it go without doing so itself, by `kill -9` too. */
export interface Keeper {
  /** Each returns what makes the keeper forget it again. */
  process(pid: number, signal: NodeJS.Signals): () => void
  /** Run last in, first out. */
  command(command: readonly string[]): () => void
  /** A file or a folder. */
  path(path: string): () => void
  /** Nothing more will come. What it has not been made to forget, it ends. */
  dismiss(): void
}

export function startKeeper(): Keeper {
  const script = fileURLToPath(new URL('keeper-process.ts', import.meta.url))
  // In a process group of its own, Ctrl-C in a terminal does not reach it.
  const keeper = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  keeper.unref()
  keeper.stdin.on('error', () => {})

  const processes = new Set<Remains['processes'][number]>()
  const commands = new Set<readonly string[]>()
  const paths = new Set<string>()

  function tell(): void {
    const remains: Remains = {
      processes: [...processes],
      commands: [...commands],
      paths: [...paths],
    }
    keeper.stdin.write(`${JSON.stringify(remains)}\n`)
  }

  function remember<Thing>(things: Set<Thing>, thing: Thing): () => void {
    things.add(thing)
    tell()
    return () => {
      if (things.delete(thing)) tell()
    }
  }

  return {
    process: (pid, signal) => remember(processes, { pid, signal }),
    command: (command) => remember(commands, command),
    path: (path) => remember(paths, path),
    dismiss: () => void keeper.stdin.end(),
  }
}
