import { startStack } from '../src/index.ts'

/** A process that has a stack until it is killed; says where it is. */
const mode = process.argv[2] === 'docker' ? 'docker' : 'native'
const { kafkaBrokers, databaseUrl, redisUrl } = await startStack({ mode, env: process.env })
process.stdout.write(`${JSON.stringify({ kafkaBrokers, databaseUrl, redisUrl })}\n`)
setInterval(() => {}, 60_000)
