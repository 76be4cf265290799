import type { KafkaCluster } from '../cluster.ts'
import { SessionRefusedError } from '../errors.ts'
import { type GroupMember, type GroupMemberOptions, groupMember } from './group-member.ts'

/** The least that brokers take by default: 6 s of silence after a kill, 30 s with kafkajs's own default. */
export const SESSION_MS = 6_000

/** A member with the session that is wished for or, where the brokers refuse it, with the usual one. */
export function memberMissedAfter(
  kafka: KafkaCluster,
  wishedMs: number,
  options: Omit<GroupMemberOptions, 'sessionMs'>,
): GroupMember {
  let member = groupMember(kafka, { ...options, sessionMs: wishedMs })
  return {
    async start() {
      try {
        await member.start()
      } catch (err) {
        if (!(err instanceof SessionRefusedError) || wishedMs === SESSION_MS) throw err
        const { groupId } = options
        kafka.log.warn(
          { err, groupId, wishedMs, insteadMs: SESSION_MS },
          'a member that dies is missed later',
        )
        member = groupMember(kafka, { ...options, sessionMs: SESSION_MS })
        await member.start()
      }
    },
    pause: () => member.pause(),
    seek: (position) => member.seek(position),
    waitingFor: () => member.waitingFor(),
    stop: () => member.stop(),
  }
}
