import type { Redis, Result } from 'ioredis'

/**
 * Adds a position to a trail and publishes it, unless one recorded as late or later is there. Guard, trail and publication
 * are one step, so no second process and no redelivery comes in between. A trail's ids are the times of recording.
 */
const SHOW_IF_NEWER = `
local recordedAt, position, length, kept_ms = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if newest and tonumber(string.match(newest[1], '^%d+')) >= tonumber(recordedAt) then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', length, recordedAt .. '-0', 'position', position)
redis.call('PEXPIRE', KEYS[1], kept_ms)
redis.call('PUBLISH', KEYS[1], position)
return 1
`

declare module 'ioredis' {
  interface RedisCommander<Context> {
    showIfNewer(
      trail: string,
      recordedAt: number,
      position: string,
      length: number,
      keptForMs: number,
    ): Result<number, Context>
  }
}

export function defineShowIfNewer(redis: Redis): void {
  redis.defineCommand('showIfNewer', { numberOfKeys: 1, lua: SHOW_IF_NEWER })
}
