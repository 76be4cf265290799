import { Identifier, notificationKinds, Problem, Timestamp } from '@doorstep/contracts'
import { type App, PageLimit, pageOf, RequestError, requireApiKey } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'
import { type Channel, channels, type DispatchState, dispatchStates } from '../domain/dispatch.ts'

const DispatchId = Type.String({ pattern: '^[0-9]{1,18}$' })

export const KeptDispatch = Type.Object({
  dispatchId: DispatchId,
  notificationId: Type.String(),
  deliveryId: Identifier,
  kind: Type.Enum([...notificationKinds]),
  at: Timestamp,
  channel: Type.Enum([...channels]),
  target: Type.String(),
  state: Type.Enum([...dispatchStates]),
  tries: Type.Integer(),
  outcome: Type.Optional(Type.String({ description: 'The last answer: a status, or why there was none.' })),
  nextTryAt: Type.Optional(Timestamp),
  settledAt: Type.Optional(Timestamp),
})
export type KeptDispatch = Static<typeof KeptDispatch>

/** What was sent, and what became of it, over every channel. */
export interface DispatchArchive {
  /** Newest first. */
  page(options: {
    readonly limit: number
    readonly before: string | undefined
    readonly channel: Channel | undefined
    readonly state: DispatchState | undefined
    readonly deliveryId: string | undefined
  }): Promise<KeptDispatch[]>
  /** Due at once and with all its tries, whatever became of it; undefined if there is none. */
  replay(dispatchId: string): Promise<KeptDispatch | undefined>
  /** The same for all that failed on a channel since then; answers how many. */
  replayFailed(which: { readonly channel: Channel; readonly since: number }): Promise<number>
}

export interface DispatchRoutesOptions {
  readonly dispatches: DispatchArchive
  readonly apiKey: string
  /** There is something to send. */
  wake(): void
}

const shared = { tags: ['dispatches'], security: [{ apiKey: [] }] }

const listDispatches = {
  ...shared,
  summary: 'List what was sent to whom and what became of it, newest first',
  querystring: Type.Object(
    {
      limit: Type.Optional(PageLimit),
      cursor: Type.Optional(DispatchId),
      channel: Type.Optional(Type.Enum([...channels])),
      state: Type.Optional(Type.Enum([...dispatchStates])),
      deliveryId: Type.Optional(Identifier),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object({ dispatches: Type.Array(KeptDispatch), nextCursor: Type.Optional(DispatchId) }),
    '4xx': Problem,
  },
}

const replayOne = {
  ...shared,
  summary: 'Send one again, at once and with all its tries',
  description: 'A webhook keeps its `webhook-id`: a receiver that has it already knows it again.',
  params: Type.Object({ dispatchId: DispatchId }),
  response: { 202: KeptDispatch, '4xx': Problem },
}

const replayFailed = {
  ...shared,
  summary: 'Send again all that failed since some time',
  body: Type.Object({ channel: Type.Enum([...channels]), since: Timestamp }, { additionalProperties: false }),
  response: { 202: Type.Object({ replayed: Type.Integer() }), '4xx': Problem },
}

export function dispatchRoutes(app: App, { dispatches, apiKey, wake }: DispatchRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.get('/v1/dispatches', { schema: listDispatches, onRequest }, async ({ query }) => {
    const { cursor: before, channel, state, deliveryId } = query
    const { items, next } = await pageOf(
      query.limit,
      (limit) => dispatches.page({ limit, before, channel, state, deliveryId }),
      ({ dispatchId }) => dispatchId,
    )
    return { dispatches: items, ...next }
  })

  app.post(
    '/v1/dispatches/:dispatchId/replay',
    { schema: replayOne, onRequest },
    async ({ params }, reply) => {
      const dispatch = await dispatches.replay(params.dispatchId)
      if (dispatch === undefined)
        throw new RequestError(404, 'DISPATCH_NOT_FOUND', 'There is no such dispatch.')
      wake()
      return reply.code(202).send(dispatch)
    },
  )

  app.post('/v1/dispatches/replay', { schema: replayFailed, onRequest }, async ({ body }, reply) => {
    const replayed = await dispatches.replayFailed(body)
    if (replayed > 0) wake()
    return reply.code(202).send({ replayed })
  })
}
