import { execFile } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

type Command = readonly [string, ...string[]]

/** How to run what refuses to run as root. */
export interface Unprivileged {
  command(command: Command): Command
  /** Makes a folder the program's own. */
  own(folder: string): Promise<void>
}

const asOurselves: Unprivileged = { command: (command) => command, own: async () => {} }

/**
 * As ourselves, unless we are root: then as nobody, who keeps the one right that a project in a home folder closed to
 * others asks for. The securebit is for access(2), which would not honour that right without it.
 */
export async function unprivileged(): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return asOurselves

  const [uid, gid] = await Promise.all([nobodys('-u'), nobodys('-g')])
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup']
  const rights = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override']
  return {
    command: (command) => ['setpriv', ...identity, ...rights, '--', ...command],
    own: (folder) => chown(folder, uid, gid),
  }
}

async function nobodys(flag: '-u' | '-g'): Promise<number> {
  const { stdout } = await run('id', [flag, 'nobody'])
  return Number(stdout)
}
