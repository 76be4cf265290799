import { createLogger } from '@doorstep/runtime'

export const silentLog = createLogger({ name: 'test', level: 'silent' })
