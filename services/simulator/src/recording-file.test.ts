import { fileURLToPath } from 'node:url'
import { ConfigError } from '@doorstep/runtime'
import { expect, it } from 'vitest'
import { readRecording } from './recording-file.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

it('reads the sample: some minutes in the centre of Helsinki', async () => {
  const recording = await readRecording(fileOf('../samples/stockmann-to-kaisaniemi.gpx'))
  const last = recording.at(-1)?.recordedAt ?? 0
  expect(last - recording[0].recordedAt).toBeGreaterThan(120_000)
  expect(
    recording.every(({ lat, lon }) => Math.abs(lat - 60.17) < 0.01 && Math.abs(lon - 24.945) < 0.01),
  ).toBe(true)
})

it.each([
  ['no such file', './no-such-file.gpx', /GPX_FILE cannot be read/],
  ['no GPX', './recording-file.ts', /cannot be ridden: it is not XML/],
])('says what is wrong with it: %s', async (_case, path, message) => {
  await expect(readRecording(fileOf(path))).rejects.toThrow(ConfigError)
  await expect(readRecording(fileOf(path))).rejects.toThrow(message)
})
