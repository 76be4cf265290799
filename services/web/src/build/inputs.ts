import { fileURLToPath } from 'node:url'
import { cityData } from '@doorstep/city'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const pages = here('../../pages')

export const mapData = fileURLToPath(new URL('map', cityData))

/** Whose sources the pages import, themselves or through one another. */
export const packagesInPages = ['contracts', 'geo', 'city'] as const

export const sourceOf = (name: string): string => here(`../../../../packages/${name}/src`)

/** All that ends up in a page. */
export const inputs: readonly string[] = [
  pages,
  mapData,
  here('.'),
  here('../../package.json'),
  here('../../../../pnpm-lock.yaml'),
  ...packagesInPages.map(sourceOf),
]
