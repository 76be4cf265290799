import type { Topic } from '@doorstep/contracts'
import type { KafkaJSDeleteGroupsError } from 'kafkajs'
import type { KafkaCluster } from './cluster.ts'
import { GroupInUseError } from './errors.ts'
import { withAdmin } from './topics.ts'

/** Kafka's error codes. */
const GROUP_ID_NOT_FOUND = 69
const NON_EMPTY_GROUP = 68

/** Whether a topic still begins with its first record: retention has deleted nothing of it. */
export function isWhole(kafka: KafkaCluster, topic: Topic): Promise<boolean> {
  return withAdmin(kafka, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(kafka.prefixed(topic.name))
    return offsets.every(({ low }) => low === '0')
  })
}

/** Forgets how far a group has come: who joins it next begins at the beginning. Refused while it has a member. */
export async function forgetGroup(kafka: KafkaCluster, groupId: string): Promise<void> {
  const group = kafka.prefixed(groupId)
  await withAdmin(kafka, async (admin) => {
    try {
      await admin.deleteGroups([group])
    } catch (error) {
      const codes = isRefusal(error) ? (error.groups ?? []).map(({ errorCode }) => errorCode) : []
      if (codes.includes(NON_EMPTY_GROUP)) {
        throw new GroupInUseError(`A member of group ${group} is running: stop it first`, { cause: error })
      }
      if (!codes.includes(GROUP_ID_NOT_FOUND)) throw error
    }
  })
}

/** By name: kafkajs declares the class but does not export it. */
function isRefusal(error: unknown): error is KafkaJSDeleteGroupsError {
  return error instanceof Error && error.name === 'KafkaJSDeleteGroupsError'
}
