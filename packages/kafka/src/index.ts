export { type ConnectOptions, connectKafka, type KafkaCluster } from './cluster.ts'
export {
  type Handler,
  type HandlerContext,
  type Received,
  type Subscription,
  subscription,
} from './consume/subscription.ts'
export { type ConsumerOptions, createConsumer } from './consumer.ts'
export * from './errors.ts'
export type { FollowContext } from './follow/apply-batch.ts'
export { newestByKey } from './follow/newest-by-key.ts'
export { type FollowOptions, followTopic } from './follower.ts'
export { type GroupProgress, groupProgress, type TopicEnds } from './group-progress.ts'
export { partitionFor } from './partitioner.ts'
export type { RecordPosition } from './publish/pending.ts'
export type { OutgoingRecord } from './publish/records.ts'
export { createPublisher, type Publisher, type PublisherOptions } from './publisher.ts'
export { forgetGroup, isWhole } from './replay.ts'
export { topicsReady } from './topics.ts'
