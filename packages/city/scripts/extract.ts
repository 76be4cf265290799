import { createOSMStream } from 'osm-pbf-parser-node'

export type Tags = Readonly<Record<string, string>>

interface OsmNode {
  readonly type: 'node'
  readonly id: number
  readonly lat: number
  readonly lon: number
  readonly tags?: Tags
}

export interface OsmWay {
  readonly type: 'way'
  readonly id: number
  readonly refs: readonly number[]
  readonly tags?: Tags
}

export interface OsmRelation {
  readonly type: 'relation'
  readonly id: number
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[]
  readonly tags?: Tags
}

/** What the extract holds, by id. Nodes outside its bounds are missing, though ways still refer to them. */
export interface Extract {
  readonly nodes: ReadonlyMap<number, OsmNode>
  readonly ways: ReadonlyMap<number, OsmWay>
  readonly relations: ReadonlyMap<number, OsmRelation>
}

export async function readExtract(path: string): Promise<Extract> {
  const nodes = new Map<number, OsmNode>()
  const ways = new Map<number, OsmWay>()
  const relations = new Map<number, OsmRelation>()
  for await (const element of createOSMStream(path)) {
    if (isElement(element, 'node')) nodes.set(element.id, element)
    else if (isElement(element, 'way')) ways.set(element.id, element)
    else if (isElement(element, 'relation')) relations.set(element.id, element)
  }
  return { nodes, ways, relations }
}

interface Elements {
  readonly node: OsmNode
  readonly way: OsmWay
  readonly relation: OsmRelation
}

function isElement<Type extends keyof Elements>(element: object, type: Type): element is Elements[Type] {
  return 'type' in element && element.type === type
}

export const tagsOf = (element: { readonly tags?: Tags }): Tags => element.tags ?? {}

/** Tunnels, cellars and passages inside houses: no rider's way, and not on the map. Arcades through a house are. */
export function isUnderground(tags: Tags): boolean {
  const tunnel = tags.tunnel !== undefined && tags.tunnel !== 'no' && tags.tunnel !== 'building_passage'
  return tunnel || tags.indoor === 'yes' || Number(tags.layer) < 0 || Number(tags.level) < 0
}
