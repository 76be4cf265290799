import { expect, it } from 'vitest'
import { scriptingByFrame, type TraceEvent } from './trace.ts'

/** Milliseconds, as a reader thinks. */
const span = (name: string, at: number, ms: number, tid = 1): TraceEvent => ({
  name,
  ph: 'X',
  pid: 1,
  tid,
  ts: at * 1_000,
  dur: ms * 1_000,
})

it('adds up what ran from one frame to the next, what is inside of another once', () => {
  const frames = scriptingByFrame([
    span('FireAnimationFrame', 0, 2),
    span('FunctionCall', 0.5, 1),
    span('WebSocketReceive', 5, 3),
    span('Layout', 9, 4),
    span('FireAnimationFrame', 16, 1),
    span('FireAnimationFrame', 32, 1),
  ])
  expect(frames).toEqual([5, 1])
})

it('looks at the page, not at the workers beside it', () => {
  const frames = scriptingByFrame([
    span('FireAnimationFrame', 0, 2),
    span('FunctionCall', 3, 9, 7),
    span('FireAnimationFrame', 1, 9, 7),
    span('FireAnimationFrame', 16, 2),
  ])
  expect(frames).toEqual([2])
})

it('counts the time that the page ran for, not the time it waited for a core', () => {
  const held = { ...span('FireAnimationFrame', 0, 9), tdur: 2_000 }
  expect(scriptingByFrame([held, span('FireAnimationFrame', 16, 1)])).toEqual([2])
})
