import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { until } from '@doorstep/testing'
import { expect, it } from 'vitest'

const script = resolve('start.mjs')
const entry = resolve('test/fixtures/entry.ts')

function start(...args: string[]) {
  const child = spawn(process.execPath, [script, entry, ...args], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (bytes) => {
    text += bytes
  })
  return { child, said: () => text, end: once(child, 'close') }
}

it('runs the entry on the project’s own Node, with its arguments, and ends as it ends', async () => {
  const { said, end } = start('3', '--riders', '5')
  expect(await end).toEqual([3, null])
  expect(said()).toBe('v24 3 --riders 5\n')
})

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'passes %s on once, though npm repeats it',
  async (signal) => {
    const { child, said, end } = start('wait')
    await until(() => said().includes('wait'))
    child.kill(signal)
    await until(() => said().includes(signal))
    child.kill(signal)

    expect(await end).toEqual([7, null])
    expect(said()).toBe(`v24 wait\n${signal}\n`)
  },
)

it('stops the entry in order when it is killed itself', async () => {
  const { child, said, end } = start('wait')
  await until(() => said().includes('wait'))
  child.kill('SIGKILL')
  await end
  expect(said()).toBe('v24 wait\nSIGTERM\n')
})
