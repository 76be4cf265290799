import { expect, it } from 'vitest'
import { notStarted } from './not-started.ts'

it.each([
  ['java.net.BindException: Address already in use', 'PORT_IN_USE'],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'PORT_IN_USE'],
  [
    'Warning: Could not create server TCP listening socket 127.0.0.1:6379: bind: Address already in use',
    'PORT_IN_USE',
  ],
  ['KafkaException: Failed to acquire lock on file .lock in /data/log.', 'DATA_IN_USE'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'DATA_IN_USE'],
  ['Exception in thread "main" java.lang.OutOfMemoryError', 'PART_DID_NOT_START'],
])('reads from "%s" that it is %s', (log, code) => {
  expect(notStarted('Kafka broker 1', '/data/server.log', log).code).toBe(code)
})

it('tells the last words of a program that nobody knows the meaning of', () => {
  const error = notStarted('Redis', '/data/redis.log', 'one\ntwo\nthree\nfour\n')
  expect(error.message).toBe('Redis did not start (/data/redis.log):\ntwo\nthree\nfour')
})
