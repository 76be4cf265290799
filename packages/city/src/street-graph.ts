import { type Static, Type } from 'typebox'

/** A piece of a street between two junctions, in the direction in which OpenStreetMap draws it. */
export const StreetEdge = Type.Object({
  from: Type.Integer({ minimum: 0, description: 'Index into `nodes`.' }),
  to: Type.Integer({ minimum: 0, description: 'Index into `nodes`.' }),
  lengthM: Type.Number({ minimum: 0 }),
  street: Type.Optional(Type.Integer({ minimum: 0, description: 'Index into `streets`.' })),
  oneway: Type.Optional(Type.Literal(true, { description: 'Ridden from `from` to `to` only.' })),
  via: Type.Optional(
    Type.Array(Type.Number(), { description: 'The corners between: lat, lon, lat, lon, …' }),
  ),
})
export type StreetEdge = Static<typeof StreetEdge>

/** The streets one may ride a bicycle on; each junction can be reached from each other. */
export const StreetGraph = Type.Object({
  streets: Type.Array(Type.String()),
  nodes: Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { description: 'lat, lon' }),
  edges: Type.Array(StreetEdge),
})
export type StreetGraph = Static<typeof StreetGraph>
