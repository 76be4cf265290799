import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Each may import those before it. */
const packages = ['contracts', 'geo', 'city', 'runtime', 'kafka', 'postgres', 'stack', 'testing']

async function found(pattern: string): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(pattern, { cwd: root, exclude: (path) => path.includes('node_modules') }))
    files.push(file)
  return files.sort()
}

function workspaceDependencies(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies)
    .filter((name) => name.startsWith('@doorstep/'))
    .map((name) => name.slice('@doorstep/'.length))
}

it('knows every package there is', async () => {
  const there = (await found('packages/*/package.json')).map((file) => file.split(sep)[1])
  expect(there).toEqual([...packages].sort())
})

it.each(packages.map((name, at) => [name, packages.slice(0, at)] as const))(
  'packages/%s imports only packages above it',
  (name, above) => {
    expect(above).toEqual(expect.arrayContaining(workspaceDependencies(`packages/${name}`)))
  },
)

it('services meet on topics: none imports another', async () => {
  for (const file of await found('services/*/package.json')) {
    expect(packages, file).toEqual(expect.arrayContaining(workspaceDependencies(dirname(file))))
  }
})

it('no path leads out of its own package', async () => {
  const escapes: string[] = []
  for (const file of await found('{packages,services}/*/{src,pages}/**/*.{ts,tsx}')) {
    const home = join(root, ...file.split(sep).slice(0, 2))
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const target = resolve(root, dirname(file), path)
      if (relative(home, target).startsWith('..')) escapes.push(`${file}: ${path}`)
    }
  }
  expect(escapes).toEqual([])
})
