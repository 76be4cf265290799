import { straightRoute } from './domain/straight-route.ts'
import type { Router } from './routes/transitions.ts'

export const routeBetween: Router = straightRoute
