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

it('tells operators what it tells Prometheus, of both kinds of connection', async () => {
  const registry = createMetrics('live')
  const metrics = liveMetrics(registry)
  for (const transport of ['websocket', 'websocket', 'sse'] as const) metrics.connected(transport)
  metrics.disconnected('websocket')
  metrics.conflated()
  metrics.closed('tooSlow')
  metrics.closed('ended')
  expect(metrics.customers()).toMatchObject({ connections: 2, conflated: 1, closed: { tooSlow: 1 } })
  const shown = await registry.metrics()
  expect(shown).toContain('doorstep_live_connections{transport="websocket",service="live"} 1')
  expect(shown).toContain('doorstep_live_connections{transport="sse",service="live"} 1')
})

it('counts each thing once, however often it is asked', async () => {
  const registry = createMetrics('live')
  const metrics = liveMetrics(registry)
  metrics.sent('position')
  metrics.conflated()
  metrics.closed('tooSlow')
  await registry.metrics()
  const shown = await registry.metrics()
  expect(shown).toContain('doorstep_live_frames_total{type="position",service="live"} 1')
  expect(shown).toContain('doorstep_live_conflated_total{service="live"} 1')
  expect(shown).toContain('doorstep_live_closed_total{reason="tooSlow",service="live"} 1')
})
