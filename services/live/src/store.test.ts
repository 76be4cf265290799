import { describe } from 'vitest'
import { inMemoryStore } from '../test/in-memory-store.ts'
import { storeRules } from '../test/store-rules.ts'

describe('the store of the tests', () => storeRules(inMemoryStore))
