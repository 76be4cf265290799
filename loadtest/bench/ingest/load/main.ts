import { type Connection, drive } from './drive.ts'
import type { LoadOrder, LoadReport } from './generator.ts'
import { openLoad } from './loads.ts'

const opened = new Map<string, Promise<Connection[]>>()

/** Phones, in a process of their own. Connections stay open between rounds, as phones' do. */
process.on('message', async ({ load, port, secret, ...options }: LoadOrder) => {
  const name = `${load} ${port}`
  const opening = opened.get(name) ?? openLoad(load, port, secret)
  opened.set(name, opening)
  const connections = await opening
  const before = process.cpuUsage()
  const answers = await drive(connections, options)
  const { user, system } = process.cpuUsage(before)
  const report: LoadReport = { ...answers, cpuS: (user + system) / 1e6 }
  process.send?.(report)
})
process.once('disconnect', () => process.exit())
