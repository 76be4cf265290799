import { lineLengthInMetres } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { createRouteFinder } from './route-finder.ts'
import type { StreetEdge, StreetGraph } from './street-graph.ts'

// Four junctions around a block of about 55 by 56 m: 0 south-west, 1 south-east, 2 north-east, 3 north-west.
const nodes: StreetGraph['nodes'] = [
  [60.17, 24.94],
  [60.17, 24.941],
  [60.1705, 24.941],
  [60.1705, 24.94],
]
const streets = ['South Street', 'East Street', 'North Street', 'West Street']

function block(changes: Partial<StreetEdge>[] = []): StreetGraph {
  const edges = streets.map((_street, i) => {
    const edge = { from: i, to: (i + 1) % 4, street: i, ...changes[i] }
    const ends = [nodes[edge.from] ?? [0, 0], nodes[edge.to] ?? [0, 0]].map(([lat, lon]) => ({ lat, lon }))
    return { ...edge, lengthM: lineLengthInMetres(ends) }
  })
  return { streets, nodes, edges }
}

const onSouth = (share: number) => ({ lat: 60.1699, lon: 24.94 + 0.001 * share })
const onEast = { lat: 60.1701, lon: 24.9411 }

describe('a route through the streets', () => {
  it('starts and ends on the streets, between junctions', () => {
    const route = createRouteFinder(block())(onSouth(0.5), onEast)
    expect(route?.points.map(({ lat, lon }) => [lat.toFixed(4), lon.toFixed(4)])).toEqual([
      ['60.1700', '24.9405'],
      ['60.1700', '24.9410'],
      ['60.1701', '24.9410'],
    ])
    expect(route?.streets).toEqual(['South Street', 'East Street'])
  })

  it('goes straight along one edge, either way', () => {
    const findRoute = createRouteFinder(block())
    expect(findRoute(onSouth(0.2), onSouth(0.8))?.distanceM).toBeCloseTo(33.2, 0)
    expect(findRoute(onSouth(0.8), onSouth(0.2))?.distanceM).toBeCloseTo(33.2, 0)
  })

  it('goes around the block rather than against a one-way street', () => {
    const findRoute = createRouteFinder(block([{ oneway: true }]))
    expect(findRoute(onSouth(0.2), onSouth(0.8))?.streets).toEqual(['South Street'])
    expect(findRoute(onSouth(0.8), onSouth(0.2))?.streets).toEqual([
      'South Street',
      'East Street',
      'North Street',
      'West Street',
      'South Street',
    ])
  })

  it('is not found where one-way streets leave none', () => {
    const blocked = [{ oneway: true as const }, { oneway: true as const, from: 2, to: 1 }, {}, {}]
    expect(createRouteFinder(block(blocked))(onSouth(0.8), onSouth(0.2))).toBeUndefined()
  })

  it('takes the shorter of two streets between the same junctions', () => {
    const graph = block()
    const detour = { from: 0, to: 1, street: 3, lengthM: 200, via: [60.1692, 24.9405] }
    const findRoute = createRouteFinder({ ...graph, edges: [detour, ...graph.edges] })
    expect(findRoute({ lat: 60.1703, lon: 24.9399 }, onEast)?.streets).toEqual([
      'West Street',
      'South Street',
      'East Street',
    ])
  })
})
