import { describe, expect, it } from 'vitest'
import { firstThatWorks, modeIn } from './resolve.ts'
import type { Runner } from './stack.ts'

function aRunner(mode: Runner['mode'], problem?: string): Runner {
  const notAsked = () => Promise.reject(new Error('not asked for'))
  return { mode, problemWith: async () => problem, kafka: notAsked, postgres: notAsked, redis: notAsked }
}

describe('firstThatWorks', () => {
  it('takes the first of those that work', async () => {
    const runners = [aRunner('docker'), aRunner('native')]
    expect(await firstThatWorks(runners, ['kafka'])).toBe(runners[0])
  })

  it('goes on to the next when one does not work here', async () => {
    const runners = [aRunner('docker', 'a Docker daemon that answers'), aRunner('native')]
    expect(await firstThatWorks(runners, ['kafka'])).toBe(runners[1])
  })

  it('says in one sentence what each of them needs, and what would do instead', async () => {
    const runners = [
      aRunner('docker', 'a Docker daemon that answers'),
      aRunner('native', 'Java 17 or newer and Maven'),
    ]
    await expect(firstThatWorks(runners, ['kafka'])).rejects.toMatchObject({
      code: 'NOTHING_TO_RUN_ON',
      message:
        'There is nothing to run Kafka, Postgres and Redis on: docker needs a Docker daemon that answers; ' +
        'native needs Java 17 or newer and Maven. Or set KAFKA_BROKERS, DATABASE_URL and REDIS_URL.',
    })
  })
})

describe('modeIn', () => {
  it.each([
    ['native', 'native'],
    ['docker', 'docker'],
    ['env', 'env'],
    ['', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (DOORSTEP_STACK, mode) => {
    expect(modeIn({ DOORSTEP_STACK })).toBe(mode)
  })

  it('refuses a mode that does not exist', () => {
    expect(() => modeIn({ DOORSTEP_STACK: 'podman' })).toThrow(
      'DOORSTEP_STACK is podman, not one of env, docker, native.',
    )
  })
})
