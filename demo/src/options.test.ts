import { expect, it } from 'vitest'
import { startCommand } from './options.ts'

/** The options, or what is said of a mistake. */
function parsed(args: readonly string[]) {
  const said: string[] = []
  const command = startCommand()
    .exitOverride()
    .configureOutput({ writeErr: (text) => void said.push(text) })
  try {
    return command.parse(args, { from: 'user' }).opts()
  } catch {
    return said.join('')
  }
}

it('asks for 20 riders, one broker and whatever stack is there when nothing is said', () => {
  expect(parsed([])).toEqual({ riders: 20, brokers: '1', seed: 1, fresh: false, check: false })
})

it('reads each option', () => {
  const args = '--riders 0 --brokers 3 --gpx ride.gpx --seed 7 --stack native --fresh --check'.split(' ')
  expect(parsed(args)).toEqual({
    riders: 0,
    brokers: '3',
    gpx: 'ride.gpx',
    seed: 7,
    stack: 'native',
    fresh: true,
    check: true,
  })
})

it.each([
  [['--riders', '-1'], '--riders'],
  [['--riders=1001'], "'1001' is invalid. It takes a whole number from 0 to 1000."],
  [['--riders', 'many'], "'many' is invalid"],
  [['--brokers', '2'], "'2' is invalid. Allowed choices are 1, 3."],
  [['--stack', 'cloud'], "'cloud' is invalid. Allowed choices are env, docker, native."],
  [['--colour'], '--colour'],
  [['--riders'], '--riders'],
  [['city'], 'too many arguments'],
])('answers %s with one sentence that names it', (args, sentence) => {
  const said = parsed(args)
  expect(said).toContain(sentence)
  expect(String(said).trim()).not.toContain('\n')
})
