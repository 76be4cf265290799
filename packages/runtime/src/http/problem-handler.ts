import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { DoorstepError, RequestError } from '../errors.ts'

/** Seconds after which a phone or a caller may try again what was refused with 429 or 503. */
const RETRY_AFTER_S = 1

interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: string
}

/** The one place where an error becomes an HTTP answer: RFC 9457, `application/problem+json`. */
export function problemHandler(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  if (problem.status >= 500 && !(error instanceof RequestError))
    request.log.error({ err: error, route: request.routeOptions.url }, error.message)
  const again = problem.status === 503 || problem.status === 429
  if (again && !reply.hasHeader('retry-after')) reply.header('retry-after', RETRY_AFTER_S)
  return sendProblem(reply, problem)
}

export function routeNotFound(request: FastifyRequest, reply: FastifyReply) {
  return sendProblem(
    reply,
    problem(404, 'ROUTE_NOT_FOUND', `No such route: ${request.method} ${pathOf(request.url)}`),
  )
}

function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof RequestError) return problem(error.status, error.code, error.message)
  if (error instanceof DoorstepError && error.retryable) return problem(503, error.code, error.message)
  if ('validation' in error && error.validation !== undefined) return problem(400, 'MALFORMED', error.message)
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode < 500)
    return problem(error.statusCode, error.code.replace(/^FST_(ERR_)?/, ''), error.message)
  return problem(500, 'INTERNAL', 'Something went wrong here; it has been logged.')
}

function problem(status: number, code: string, title: string): Problem {
  return { type: 'about:blank', title, status, code }
}

function sendProblem(reply: FastifyReply, problem: Problem) {
  return reply.code(problem.status).type('application/problem+json').send(problem)
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url
}
