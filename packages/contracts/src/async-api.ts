import type { TSchema } from 'typebox'
import { StreamAnswer, StreamError, StreamFrame } from './ingest-stream.ts'
import {
  EndedMessage,
  NotificationMessage,
  PositionMessage,
  ResetMessage,
  SnapshotMessage,
  StatusMessage,
} from './live-message.ts'
import { OperationsChanges, OperationsSnapshot } from './operations.ts'
import type { Topic } from './topic.ts'
import {
  deliveryEvents,
  deliveryLocation,
  deliveryNotifications,
  deliveryWatches,
  erasures,
  locationRejects,
  riderAssignments,
  riderKeys,
} from './topics.ts'

interface TopicUse {
  readonly topic: Topic
  readonly summary: string
  readonly sentBy: string
  readonly receivedBy: readonly string[]
}

/** Each topic with who writes and who reads it. */
export const topicUses: readonly TopicUse[] = [
  {
    topic: deliveryLocation,
    summary: 'One fix of one rider, durable and accepted. Ordered per rider; the same fix may come again.',
    sentBy: 'ingest',
    receivedBy: ['live', 'analytics', 'notifications', 'deliveries'],
  },
  {
    topic: locationRejects,
    summary: 'A location that was refused for good, and why.',
    sentBy: 'ingest',
    receivedBy: [],
  },
  {
    topic: deliveryEvents,
    summary: 'What happened to a delivery, with all that is known of it since. Ordered per delivery.',
    sentBy: 'deliveries',
    receivedBy: ['live', 'analytics', 'notifications'],
  },
  {
    topic: riderAssignments,
    summary: "A rider's open deliveries, whole: each record of a key replaces the one before.",
    sentBy: 'deliveries',
    receivedBy: ['ingest', 'live'],
  },
  {
    topic: riderKeys,
    summary: "Which of a rider's keys are revoked.",
    sentBy: 'deliveries',
    receivedBy: ['ingest'],
  },
  {
    topic: erasures,
    summary: 'That a rider, or a delivery with its customer, is to be forgotten.',
    sentBy: 'deliveries',
    receivedBy: ['analytics', 'notifications', 'live'],
  },
  {
    topic: deliveryNotifications,
    summary: 'A notification that was decided, once each.',
    sentBy: 'notifications',
    receivedBy: ['live'],
  },
  {
    topic: deliveryWatches,
    summary: 'That somebody looks at a delivery, as a lease.',
    sentBy: 'live',
    receivedBy: ['ingest'],
  },
]

const liveMessages: Readonly<Record<string, TSchema>> = {
  snapshot: SnapshotMessage,
  position: PositionMessage,
  status: StatusMessage,
  notification: NotificationMessage,
  ended: EndedMessage,
  reset: ResetMessage,
}

/** The topics and the customers' sockets as an AsyncAPI 3.0 document, made of the schemas that check them. */
export function asyncApiDocument() {
  const topicChannels = topicUses.map((use) => [use.topic.name, topicChannel(use)] as const)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Doorstep',
      version: '1.0.0',
      description:
        'What travels on topics and sockets. Times are Unix milliseconds, positions WGS 84 degrees. Delivery is ' +
        'at-least-once; `(riderId, recordedAt)` identifies a fix.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      ...Object.fromEntries(topicChannels),
      'track-stream': liveChannel('/v1/track/{token}/stream', 'WebSocket, subprotocol `doorstep.v1`.'),
      'track-events': liveChannel('/v1/track/{token}/events', 'The same as server-sent events.'),
      'operations-stream': {
        address: '/v1/operations/stream',
        summary:
          'WebSocket, the API key as Bearer or as subprotocol: everybody at work, changes twice a second.',
        messages: messagesOf({ snapshot: OperationsSnapshot, changes: OperationsChanges }),
      },
      'locations-stream': {
        address: '/v1/locations/stream',
        summary:
          "WebSocket, the rider's key as Bearer or as subprotocol. Frames are answered in their order.",
        messages: messagesOf({ frame: StreamFrame, answer: StreamAnswer, error: StreamError }),
      },
    },
    operations: Object.fromEntries([
      ...topicUses.flatMap(operationsOf),
      ['live.sends.track-stream', operation('send', 'track-stream')],
      ['live.sends.track-events', operation('send', 'track-events')],
      ['live.sends.operations-stream', operation('send', 'operations-stream')],
      ['ingest.receives.locations-stream', conversation('receive', 'locations-stream', ['frame'])],
      ['ingest.sends.locations-stream', conversation('send', 'locations-stream', ['answer', 'error'])],
    ]),
  }
}

function topicChannel({ topic, summary }: TopicUse) {
  const { name, eventType, schema, partitions, cleanup } = topic
  return {
    address: name,
    summary,
    messages: { [eventType]: { name: eventType, payload: schema } },
    bindings: { kafka: { partitions, topicConfiguration: topicConfiguration(cleanup) } },
  }
}

function topicConfiguration(cleanup: Topic['cleanup']) {
  return cleanup.policy === 'compact'
    ? { 'cleanup.policy': ['compact'] }
    : { 'cleanup.policy': ['delete'], 'retention.ms': cleanup.retentionMs }
}

function liveChannel(address: string, summary: string) {
  return {
    address,
    summary,
    parameters: { token: { description: "The tracking token of the customer's link." } },
    messages: messagesOf(liveMessages),
  }
}

function messagesOf(schemas: Readonly<Record<string, TSchema>>) {
  const messages = Object.entries(schemas).map(([name, payload]) => [name, { name, payload }] as const)
  return Object.fromEntries(messages)
}

function operationsOf({ topic, sentBy, receivedBy }: TopicUse) {
  return [
    [`${sentBy}.sends.${topic.name}`, operation('send', topic.name)] as const,
    ...receivedBy.map((who) => [`${who}.receives.${topic.name}`, operation('receive', topic.name)] as const),
  ]
}

const operation = (action: 'send' | 'receive', channel: string) => ({
  action,
  channel: { $ref: `#/channels/${channel}` },
})

/** Of a channel that carries some messages one way and others the other way. */
const conversation = (action: 'send' | 'receive', channel: string, messages: readonly string[]) => ({
  ...operation(action, channel),
  messages: messages.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
})
