import { createMetrics } from '@doorstep/runtime'
import { expect, it } from 'vitest'
import { liveMetrics } from './metrics.ts'

it('counts what was left out for slow ones, and who was closed for what', async () => {
  const registry = createMetrics('live')
  const metrics = liveMetrics(registry)
  metrics.conflated()
  metrics.conflated()
  metrics.closed('tooSlow')
  metrics.closed('goingAway')
  const shown = await registry.metrics()
  expect(shown).toContain('doorstep_live_conflated_total{service="live"} 2')
  expect(shown).toContain('doorstep_live_closed_total{reason="tooSlow",service="live"} 1')
  expect(shown).toContain('doorstep_live_closed_total{reason="goingAway",service="live"} 1')
})

it('counts each message once, however often it is asked', async () => {
  const registry = createMetrics('live')
  liveMetrics(registry).sent('position')
  await registry.metrics()
  expect(await registry.metrics()).toContain('doorstep_live_frames_total{type="position",service="live"} 1')
})
