import type { Theme } from '../design/theme.ts'

/** The colours of the map. All but the route are close to the ground, so that the route is what one sees. */
export interface Palette {
  readonly ground: string
  readonly water: string
  readonly green: string
  readonly square: string
  readonly building: string
  readonly buildingEdge: string
  readonly street: string
  readonly streetEdge: string
  readonly path: string
  readonly railway: string
  readonly label: string
  readonly placeLabel: string
  readonly halo: string
  readonly route: string
  readonly routeEdge: string
  readonly travelled: string
  /** What a phone said, beside what is made of it. */
  readonly reported: string
}

const light: Palette = {
  ground: '#f4f1ea',
  water: '#cfdfe6',
  green: '#dfe8d4',
  square: '#efe9dd',
  building: '#e9e4d9',
  buildingEdge: '#ddd7ca',
  street: '#ffffff',
  streetEdge: '#e2dccf',
  path: '#faf8f3',
  railway: '#d9d3c7',
  label: '#77705f',
  placeLabel: '#756e5d',
  halo: '#fbfaf6',
  route: '#3550e6',
  routeEdge: '#ffffff',
  travelled: '#8f9bd8',
  reported: '#1c1b18',
}

const dark: Palette = {
  ground: '#0f1216',
  water: '#0c1e27',
  green: '#131c17',
  square: '#14181d',
  building: '#171b21',
  buildingEdge: '#1e242b',
  street: '#272e37',
  streetEdge: '#14181d',
  path: '#1b2027',
  railway: '#21272f',
  label: '#8d97a6',
  placeLabel: '#77818f',
  halo: '#0f1216',
  route: '#8096ff',
  routeEdge: '#0f1216',
  travelled: '#434e84',
  reported: '#eef0f3',
}

export const palettes: Readonly<Record<Theme, Palette>> = { light, dark }
