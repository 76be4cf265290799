import { createLogger } from '@doorstep/runtime'
import { buildPages } from './build-pages.ts'

const log = createLogger({ name: 'web', level: process.env.LOG_LEVEL ?? 'info' })

const built = await buildPages()
log.info(built ? 'pages built' : 'pages are up to date')
