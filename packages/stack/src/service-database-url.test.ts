import { expect, it } from 'vitest'
import { serviceDatabaseUrl } from './service-database-url.ts'

it('is the same database with the service’s own role', () => {
  expect(serviceDatabaseUrl('postgres://doorstep:secret@db:5432/doorstep', 'analytics')).toBe(
    'postgres://analytics:analytics@db:5432/doorstep',
  )
})
