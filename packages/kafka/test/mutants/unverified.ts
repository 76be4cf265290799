import { replaceModule } from './replace-module.ts'

/*
 * node --import: the publisher as it would be by kafkajs's documentation. It leaves retries to kafkajs, and believes that
 * a send which resolves has written every partition it was given.
 */
replaceModule('kafkajs-transport.ts', new URL('unverified-transport.ts', import.meta.url))
