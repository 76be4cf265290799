import { ConfigError, readEnv } from '@doorstep/runtime'
import { describe, expect, it } from 'vitest'
import { SimulatorConfig } from './config.ts'

const least = { API_URL: 'http://localhost:8080', DOORSTEP_API_KEY: 'key' }

describe('the configuration', () => {
  it('needs an API and a key, and has twenty riders', () => {
    expect(readEnv(SimulatorConfig, least)).toMatchObject({
      PORT: 8086,
      RIDERS: 20,
      SEED: 1,
      STACKED_SHARE: 0.15,
    })
  })

  it.each([
    ['no API', { ...least, API_URL: undefined }],
    ['an API that is no URL', { ...least, API_URL: 'localhost:8080' }],
    ['no key', { ...least, DOORSTEP_API_KEY: '' }],
    ['more riders than it can move', { ...least, RIDERS: '1001' }],
    ['more than all rounds stacked', { ...least, STACKED_SHARE: '1.1' }],
    ['a seed that is no number', { ...least, SEED: 'lucky' }],
  ])('is refused with %s', (_case, env) => {
    expect(() => readEnv(SimulatorConfig, env)).toThrow(ConfigError)
  })
})
