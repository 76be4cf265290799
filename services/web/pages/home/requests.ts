import type { DemoDelivery } from './cards.ts'

/** Which services are not ready, and what they wait for. */
export interface SystemState {
  readonly ready: boolean
  readonly waitingFor: Readonly<Record<string, string>>
}

export async function loadDemoDeliveries(): Promise<readonly DemoDelivery[]> {
  const response = await fetch('/demo/deliveries')
  if (!response.ok) throw new Error(`/demo/deliveries answered ${response.status}`)
  return (await response.json()).deliveries
}

/** Not being ready is an answer too. */
export async function loadSystemState(): Promise<SystemState> {
  const response = await fetch('/readyz')
  if (!response.ok && response.status !== 503) throw new Error(`/readyz answered ${response.status}`)
  return response.json()
}
