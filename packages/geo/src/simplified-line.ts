import { at, type Line } from './line.ts'
import { projectOnLine } from './project-on-line.ts'

/** The line with as few of its own positions as leave none of the others farther off than this (Douglas–Peucker). */
export function simplifiedLine(line: Line, withinM: number): Line {
  if (line.length <= 2) return line
  const ends = [at(line, 0), at(line, line.length - 1)]
  const { offM, index } = farthest(line, ends)
  if (offM <= withinM) return ends
  const before = simplifiedLine(line.slice(0, index + 1), withinM)
  return [...before, ...simplifiedLine(line.slice(index), withinM).slice(1)]
}

function farthest(line: Line, chord: Line): { readonly offM: number; readonly index: number } {
  let found = { offM: -1, index: 0 }
  for (let index = 1; index < line.length - 1; index++) {
    const { offM } = projectOnLine(chord, at(line, index))
    if (offM > found.offM) found = { offM, index }
  }
  return found
}
