import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { DoorstepError, RequestError } from '../errors.ts'

/** Seconds after which one caller may try again. */
const RETRY_AFTER_S = 1

/** Where something is away, many are refused at once: half of them come back a second later than the others. */
const SPREAD_S = 2

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
  const waitS = retryAfterS(problem)
  if (waitS !== undefined && !reply.hasHeader('retry-after')) reply.header('retry-after', waitS)
  return sendProblem(reply, problem)
}

function retryAfterS({ status }: Problem): number | undefined {
  if (status === 503) return RETRY_AFTER_S + Math.floor(SPREAD_S * Math.random())
  return status === 429 ? RETRY_AFTER_S : undefined
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
