// node start.mjs <entry.ts> [args…]: installs what is missing, then runs the entry on the project's own Node.
// Plain JavaScript without dependencies: it runs before anything is installed, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MINIMUM_NODE = 20
/** Ctrl-C arrives twice under npm: from the terminal, and again from npm. */
const SAME_SIGNAL_MS = 1_000

const root = dirname(fileURLToPath(import.meta.url))
const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

if (Number(process.versions.node.split('.')[0]) < MINIMUM_NODE)
  fail(
    `Doorstep starts on Node ${MINIMUM_NODE} or newer; this is ${process.version}. It brings its own Node 24 along.`,
  )
if (!isInstalled()) install()
run(process.argv.slice(2))

function isInstalled() {
  const wanted = join(root, 'pnpm-lock.yaml')
  const installed = join(root, 'node_modules/.pnpm/lock.yaml')
  return existsSync(node) && existsSync(installed) && readFileSync(wanted).equals(readFileSync(installed))
}

function install() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  process.stderr.write(`Installing dependencies with ${packageManager} … `)
  const startedAt = Date.now()
  const args = [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--config.confirm-modules-purge=false',
  ]
  const { status, error, stdout, stderr } = spawnSync('npx', args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0 || !existsSync(node)) fail(`failed:\n${error ?? `${stdout}\n${stderr}`}`)
  process.stderr.write(`done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}

/**
 * The child has a process group of its own, so that each signal reaches it from here alone, and once. It stops in
 * order also when this process is killed: the channel between the two then closes.
 */
function run(args) {
  const stopWithParent = `process.once('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel.unref()`
  const options = [
    '--disable-warning=TimeoutNegativeWarning', // kafkajs, cosmetic
    `--import=data:text/javascript,${encodeURIComponent(stopWithParent)}`,
  ]
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  // Halves the time in which a service is up: what was compiled once, types stripped, is read from there.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'), ...process.env }
  const child = spawn(node, [...options, ...args], { detached: true, stdio, env })

  let lastSignalAt = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - lastSignalAt > SAME_SIGNAL_MS) child.kill(signal)
      lastSignalAt = Date.now()
    })
  }
  child.on('error', (error) => fail(`Could not run ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
