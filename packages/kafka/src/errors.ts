import { DoorstepError } from '@doorstep/runtime'

/** No broker answered in time. The message names the addresses that were tried. */
export class KafkaUnreachableError extends DoorstepError {
  readonly code = 'KAFKA_UNREACHABLE'
  readonly retryable = true
}

/** Not acknowledged within the deadline: it may be in the log or not, so the caller has to publish it again. */
export class PublishTimeoutError extends DoorstepError {
  readonly code = 'PUBLISH_TIMEOUT'
  readonly retryable = true
}

/** More waits for Kafka than may wait. Nothing of the call was taken. */
export class QueueFullError extends DoorstepError {
  readonly code = 'QUEUE_FULL'
  readonly retryable = true
}

export class PublisherStoppedError extends DoorstepError {
  readonly code = 'PUBLISHER_STOPPED'
  readonly retryable = true
}

/** Brokers answered that they will never take it: too large, no such topic, not allowed. */
export class RecordRefusedError extends DoorstepError {
  readonly code = 'RECORD_REFUSED'
  readonly retryable = false
}

/** Not what the topic's schema says, whether it was to be written or has been read. */
export class MessageMalformedError extends DoorstepError {
  readonly code = 'MESSAGE_MALFORMED'
  readonly retryable = false
}

/** A topic that is not as its contract declares it. */
export class TopicMismatchError extends DoorstepError {
  readonly code = 'TOPIC_MISMATCH'
  readonly retryable = false
}

/** Records wait and nothing moves: only a new process helps. */
export class ConsumerStuckError extends DoorstepError {
  readonly code = 'CONSUMER_STUCK'
  readonly retryable = false
}

/** Shorter than the brokers' `group.min.session.timeout.ms`, or longer than the most they take. */
export class SessionRefusedError extends DoorstepError {
  readonly code = 'SESSION_REFUSED'
  readonly retryable = false
}

/** What is asked needs a group without members: stop them first. */
export class GroupInUseError extends DoorstepError {
  readonly code = 'GROUP_IN_USE'
  readonly retryable = false
}
