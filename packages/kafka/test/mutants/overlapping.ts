import { replaceModule } from './replace-module.ts'

/*
 * node --import: the publisher as one might think it safe. kafkajs's producer is idempotent, so each call is sent at
 * once, several at a time.
 */
replaceModule('kafkajs-transport.ts', new URL('overlapping-transport.ts', import.meta.url))
replaceModule('lane.ts', new URL('overlapping-lane.ts', import.meta.url))
