import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '@doorstep/testing'
import type { RunningBroadcaster } from './running.ts'

/** Any free ports, which it tells in a file; the rest is its own default, which does not compress WebSockets either. */
const CONFIGURATION = `
  host: 127.0.0.1
  port: -1
  websocket { host: 127.0.0.1, port: -1, no_tls: true }
`
const CONNECT = 'CONNECT {"verbose":false,"pedantic":false}\r\n'

interface Ports {
  readonly nats: readonly string[]
  readonly websocket: readonly string[]
}

/** A broker that serves browsers by itself. What is shown is published by this process, over one connection. */
export async function natsServer(program: string): Promise<RunningBroadcaster> {
  const folder = await mkdtemp(join(tmpdir(), 'nats-'))
  const configuration = join(folder, 'nats.conf')
  await writeFile(configuration, CONFIGURATION)
  const server = spawn(program, ['-c', configuration, '--ports_file_dir', folder], { stdio: 'ignore' })
  const { nats, websocket } = await portsIn(folder)
  await rm(folder, { recursive: true })
  const publisher = connect({ host: '127.0.0.1', port: portOf(nats), noDelay: true })
  await once(publisher, 'connect')
  publisher.write(CONNECT)
  const pid = server.pid ?? 0
  return {
    port: portOf(websocket),
    dialect: 'nats',
    pathOf: (room) => `/${room}`,
    show(room, { message }) {
      const text = JSON.stringify(message)
      publisher.write(`PUB ${room} ${Buffer.byteLength(text)}\r\n${text}\r\n`)
    },
    taken: () => answered(publisher),
    cpuS: () => cpuSecondsOf(pid),
    residentMb: () => residentMbOf(pid),
    stop: () => void server.kill(),
  }
}

async function portsIn(folder: string): Promise<Ports> {
  let told: Ports | undefined
  await until(async () => {
    const file = (await readdir(folder)).find((name) => name.endsWith('.ports'))
    if (file !== undefined)
      told = JSON.parse((await readFile(join(folder, file), 'utf8')) || 'null') ?? undefined
    return told !== undefined
  })
  return told as Ports
}

function portOf([url = '']: readonly string[]): number {
  return Number(new URL(url).port)
}

/** What was published before a PING has been handled when PONG comes. */
async function answered(publisher: Socket): Promise<void> {
  publisher.write('PING\r\n')
  for (;;) {
    const [said]: Buffer[] = await once(publisher, 'data')
    if (said?.includes('PONG')) return
    if (said?.includes('PING')) publisher.write('PONG\r\n')
  }
}

const TICKS_A_SECOND = 100
const PAGE_KB = 4

/** Linux's `proc(5)`: the 14th and 15th field are user and system time. */
function cpuSecondsOf(pid: number): number {
  const [user = 0, system = 0] = numbersIn(`/proc/${pid}/stat`).slice(13, 15)
  return (user + system) / TICKS_A_SECOND
}

function residentMbOf(pid: number): number {
  const [, pages = 0] = numbersIn(`/proc/${pid}/statm`)
  return (pages * PAGE_KB) / 1024
}

function numbersIn(file: string): number[] {
  return readFileSync(file, 'utf8').split(' ').map(Number)
}
