import { Command, Option } from '@commander-js/extra-typings'
import { wholeNumber } from './whole-number.ts'

const MAX_RIDERS = 1_000
const MAX_SEED = 2 ** 32 - 1

/** What `npm start` takes. A mistake is answered with one sentence, and ends the process. */
export const startCommand = () =>
  new Command('npm start --')
    .description('Brings up Kafka, Postgres, Redis and every service, and lets riders deliver in the city.')
    .option('--riders <n>', 'sent through the city; 0: none', wholeNumber(0, MAX_RIDERS), 20)
    .addOption(new Option('--brokers <n>', 'of Kafka').choices(['1', '3'] as const).default('1' as const))
    .option('--gpx <file>', 'one rider rides this recorded track, at its own pace, as of now')
    .option('--seed <n>', 'makes the same city day again', wholeNumber(0, MAX_SEED), 1)
    .addOption(
      new Option(
        '--stack <mode>',
        'where Kafka, Postgres and Redis come from; else the environment if it names them, Docker if it answers, or native',
      ).choices(['env', 'docker', 'native'] as const),
    )
    .option('--fresh', 'throws away what the last run kept', false)
    .option('--check', 'starts all, follows one fix to a socket, a row and a notification, and stops', false)
