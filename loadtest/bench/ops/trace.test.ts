import { expect, it } from 'vitest'
import { framesPerSecond, scriptingByFrame, type TraceEvent } from './trace.ts'

/** Milliseconds, as a reader thinks. */
const span = (name: string, at: number, ms: number, tid = 1): TraceEvent => ({
  name,
  ph: 'X',
  pid: 1,
  tid,
  ts: at * 1_000,
  dur: ms * 1_000,
})

const mark = (name: string, ph: string, at: number, tid = 1): TraceEvent => ({
  name,
  ph,
  pid: 1,
  tid,
  ts: at * 1_000,
})
const frame = (at: number, tid = 1) => mark('AnimationFrame', 'b', at, tid)
const shown = (at: number, tid = 1) => mark('AnimationFrame::Presentation', 'n', at, tid)

it('adds up what ran from one frame to the next, what is inside of another once', () => {
  const frames = scriptingByFrame([
    frame(0),
    span('FireAnimationFrame', 0, 2),
    span('FunctionCall', 0.5, 1),
    span('WebSocketReceive', 5, 3),
    span('Layout', 9, 4),
    frame(16),
    span('FireAnimationFrame', 16, 1),
    span('FireAnimationFrame', 18, 1),
    frame(32),
  ])
  expect(frames).toEqual([5, 2])
})

it('looks at the page, not at the workers beside it', () => {
  const frames = scriptingByFrame([
    frame(0),
    span('FireAnimationFrame', 0, 2),
    frame(1, 7),
    span('FireAnimationFrame', 1, 9, 7),
    span('FunctionCall', 3, 9, 7),
    frame(16),
  ])
  expect(frames).toEqual([2])
})

it('counts the time that the page ran for, not the time it waited for a core', () => {
  const held = { ...span('FireAnimationFrame', 0, 9), tdur: 2_000 }
  expect(scriptingByFrame([frame(0), held, frame(16)])).toEqual([2])
})

it('counts the frames that were shown, not those that were begun', () => {
  const begun = [0, 10, 20, 30, 40].map((at) => frame(at))
  expect(framesPerSecond([...begun, shown(12), shown(32), shown(52), shown(33, 7)])).toBeCloseTo(50)
  expect(framesPerSecond(begun)).toBe(0)
})
