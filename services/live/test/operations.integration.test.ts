import {
  deliveryEvents,
  deliveryLocation,
  OperationsMessage,
  OperationsSnapshot,
  riderAssignments,
} from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix, anOpenDelivery, aTopicPrefix, until } from '@doorstep/testing'
import { Compile } from 'typebox/compile'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { publisherForAll } from './a-publisher.ts'
import { API_KEY, type LiveAddress, liveForAll, startLive } from './live-under-test.ts'

const message = Compile(OperationsMessage)
const topicPrefix = aTopicPrefix()
const live = [liveForAll({ topicPrefix }), liveForAll({ topicPrefix })] as const
const publisher = publisherForAll(topicPrefix)

const asProtocol = (key: string) => `bearer.${Buffer.from(key).toString('base64url')}`

/** Someone who looks, and everything they hear, each message checked against its contract. */
function anOperator(process: LiveAddress, key = API_KEY, headers = {}) {
  const heard: OperationsMessage[] = []
  const socket = new WebSocket(
    `${process.url.replace('http', 'ws')}/v1/operations/stream`,
    ['doorstep.v1', asProtocol(key)],
    { headers },
  )
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const refused = new Promise<number | undefined>((resolve) =>
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode)),
  )
  socket.on('error', () => {})
  socket.on('message', (data) => void heard.push(message.Parse(JSON.parse(String(data)))))
  onTestFinished(() => socket.terminate())
  return { socket, heard, closed, refused }
}

describe('the operators’ stream', () => {
  it('shows at each process what every rider does, whichever partition they are on', async () => {
    const ridersAt = (offset: number) =>
      Array.from({ length: 24 }, (_, n) =>
        aFix({ riderId: `r-${n}`, recordedAt: Date.now() + offset, receivedAt: Date.now() }),
      )
    await publisher.publishAll(deliveryLocation, ridersAt(-1_000))
    const operators = live.map((process) => anOperator(process))
    for (const { heard } of operators) {
      const snapshot = await until(() => heard[0])
      expect(snapshot).toMatchObject({ type: 'snapshot' })
      expect(snapshot.riders).toHaveLength(24)
    }

    await publisher.publishAll(deliveryLocation, ridersAt(0))
    for (const { heard } of operators) {
      const moved = () =>
        new Set(heard.flatMap((told) => ('fixes' in told ? told.fixes : [])).map(([id]) => id))
      await until(() => moved().size === 24)
    }
  })

  it('tells of a delivery that waits, who takes it, and when it will be there', async () => {
    const now = Date.now()
    const { heard } = anOperator(live[0])
    await until(() => heard[0])
    const delivery = aDelivery({ deliveryId: 'd-9', createdAt: now })
    await publisher.publish(deliveryEvents, aDeliveryEvent({ at: now, delivery }))
    await until(() =>
      heard.some(({ unassigned }) => unassigned.some(({ deliveryId }) => deliveryId === 'd-9')),
    )

    const taken = { ...delivery, status: 'picked-up' as const, pickedUpAt: now, riderName: 'Aino' }
    await publisher.publish(deliveryEvents, aDeliveryEvent({ version: 2, at: now, delivery: taken }))
    const deliveries = [anOpenDelivery({ deliveryId: 'd-9', assignedAt: now, pickedUpAt: now })]
    await publisher.publish(riderAssignments, { riderId: 'r-9', deliveries, updatedAt: now })
    await publisher.publish(deliveryLocation, aFix({ riderId: 'r-9', recordedAt: now + 1, receivedAt: now }))

    await until(() => heard.some((told) => 'taken' in told && told.taken.includes('d-9')))
    const rider = await until(() =>
      heard
        .flatMap(({ riders }) => riders)
        .find(({ riderId, tasks }) => riderId === 'r-9' && tasks[0]?.arrival !== undefined),
    )
    expect(rider).toMatchObject({ name: 'Aino', tasks: [{ deliveryId: 'd-9', status: 'picked-up' }] })
  })

  it('opens with the API key alone, to our own pages, and not by an address', async () => {
    expect(await anOperator(live[0], 'another key').closed).toBe(4001)
    expect(await anOperator(live[0], API_KEY, { origin: 'https://evil.example' }).refused).toBe(403)
    const withHeader = anOperator(live[0], '-', { authorization: `Bearer ${API_KEY}` })
    await until(() => withHeader.heard[0])

    const ask = (headers: Record<string, string> = {}) =>
      fetch(`${live[0].url}/v1/operations/riders?key=${API_KEY}`, { headers })
    expect((await ask()).status).toBe(401)
    expect((await ask({ authorization: 'Bearer another' })).status).toBe(403)
    const answer = await ask({ authorization: `Bearer ${API_KEY}` })
    const snapshot = Compile(OperationsSnapshot).Parse(await answer.json())
    expect(snapshot.customers).toMatchObject({ connections: 0, conflated: 0, closed: { tooSlow: 0 } })
  })

  it('sends its operators elsewhere when it stops', async () => {
    const process = await startLive({ topicPrefix })
    const { heard, closed } = anOperator(process)
    await until(() => heard[0])
    await process.stop()
    expect(await closed).toBe(1001)
  })
})
