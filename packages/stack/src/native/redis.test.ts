import { expect, it } from 'vitest'
import { bundledPlatform } from './redis.ts'

it.each([
  ['linux', 'x64', 'linux-amd64'],
  ['linux', 'arm64', 'linux-arm64'],
  ['darwin', 'x64', 'darwin-amd64'],
  ['darwin', 'arm64', 'darwin-arm64'],
] as const)('Redis for %s on %s is the one called %s', (platform, arch, name) => {
  expect(bundledPlatform(platform, arch)).toBe(name)
})
