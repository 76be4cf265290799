import { expect, it } from 'vitest'
import { parseOptions } from './options.ts'

it('asks for 20 riders, one broker and whatever stack is there when nothing is said', () => {
  expect(parseOptions([])).toEqual({
    ok: true,
    options: { riders: 20, brokers: 1, seed: 1, fresh: false, check: false, help: false },
  })
})

it('reads each option', () => {
  const args = '--riders 0 --brokers 3 --gpx ride.gpx --seed 7 --stack native --fresh --check'.split(' ')
  expect(parseOptions(args)).toMatchObject({
    ok: true,
    options: { riders: 0, brokers: 3, gpx: 'ride.gpx', seed: 7, stack: 'native', fresh: true, check: true },
  })
})

it.each([
  [['--riders', '-1'], '--riders'],
  [['--riders=1001'], "--riders takes a whole number from 0 to 1000, not '1001'"],
  [['--riders', 'many'], "not 'many'"],
  [['--brokers', '2'], "--brokers takes 1 or 3, not '2'"],
  [['--stack', 'cloud'], "--stack takes env, docker or native, not 'cloud'"],
  [['--colour'], '--colour'],
  [['--riders'], '--riders'],
  [['city'], 'city'],
])('answers %s with one sentence that names it', (args, sentence) => {
  const parsed = parseOptions(args)
  expect(parsed.ok).toBe(false)
  expect(parsed.ok ? '' : parsed.reason).toContain(sentence)
  expect(parsed.ok ? '' : parsed.reason).not.toContain('\n')
})
