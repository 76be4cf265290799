import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import * as contracts from '@doorstep/contracts'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const nameOf = new Map<unknown, string>(Object.entries(contracts).map(([name, value]) => [value, name]))

/** The services whose sources name the topic. */
async function usersOf(topic: contracts.Topic): Promise<string[]> {
  const word = new RegExp(`\\b${nameOf.get(topic)}\\b`)
  const users = new Set<string>()
  for await (const file of glob('services/*/src/**/*.ts', { cwd: root })) {
    if (!file.endsWith('.test.ts') && word.test(readFileSync(resolve(root, file), 'utf8')))
      users.add(file.split(sep)[1] ?? '')
  }
  return [...users].toSorted()
}

it.each(contracts.topicUses.map((use) => [use.topic.name, use] as const))(
  'AsyncAPI names who uses %s',
  async (_name, { topic, sentBy, receivedBy }) => {
    expect(await usersOf(topic)).toEqual([sentBy, ...receivedBy].toSorted())
  },
)
