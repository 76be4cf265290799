import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { IngestAnswer, LocationFix, LocationReject } from '@doorstep/contracts'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { appOnALog } from './app-on-a-log.ts'
import { malformedForm, malformedJson } from './malformed.ts'
import type { Answer } from './phone-apps.ts'
import { basicOf, closedBox } from './phone-requests.ts'
import {
  osmandForm,
  overlandFeature,
  overlandReport,
  owntracksLocation,
  traccarLocation,
  traccarLocationOfIos,
  traccarReport,
} from './phone-samples.ts'
import { keyOf } from './rider-key.ts'

/** Another each time; set to see the same again. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
/** Each of five, so that there are 100,000. */
const MALFORMED_BODIES = 20_000
const CHUNK = 500
/** A body is about 300 bytes: if only one in ten stayed, it would be more. */
const MAX_HEAP_GROWTH_BYTES = 8 * 1024 * 1024

const key = keyOf('r-1')
const isAnswer = Compile(IngestAnswer)
const isFix = Compile(LocationFix)
const isReject = Compile(LocationReject)

interface Target {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodies: fc.Arbitrary<Buffer>
  /** Whether its apps know what to do when they hear this. */
  knows(answer: Answer): boolean
}

const JSON_TYPE = { 'content-type': 'application/json' }
const texts = (...samples: readonly unknown[]) => samples.map((sample) => JSON.stringify(sample))
const isProblem = ({ body }: Answer) => JSON.parse(body).type === 'about:blank'

const location = { lat: 60.17, lon: 24.94, recordedAt: 1_700_000_000_000, accuracyM: 5, batteryPct: 80 }
const owntracksMessages = malformedJson(texts(owntracksLocation(), { _type: 'lwt', tst: 1 }))
const owntracksBoxes = owntracksMessages.map((message) => closedBox(key.slice(-22), message))

const targets: readonly Target[] = [
  {
    name: 'our own JSON',
    url: '/v1/locations',
    headers: { ...JSON_TYPE, authorization: `Bearer ${key}` },
    bodies: malformedJson(texts(location, { locations: [location, location] })),
    knows: (answer) =>
      answer.status === 202
        ? isAnswer.Check(JSON.parse(answer.body))
        : [400, 413].includes(answer.status) && isProblem(answer),
  },
  {
    name: 'OsmAnd',
    url: '/osmand',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    bodies: malformedForm(osmandForm(key)),
    knows: (answer) =>
      answer.status === 200 ? answer.body === '' : answer.status === 400 && isProblem(answer),
  },
  {
    name: 'Traccar Client',
    url: '/osmand',
    headers: JSON_TYPE,
    bodies: malformedJson(
      texts(
        traccarReport(key),
        traccarReport(key, traccarLocationOfIos()),
        traccarReport(key, [traccarLocation(), traccarLocation({ coords: undefined })]),
      ),
    ),
    knows: (answer) =>
      answer.status === 200 ? answer.body === '' : [404, 413].includes(answer.status) && isProblem(answer),
  },
  {
    name: 'OwnTracks',
    url: '/owntracks',
    headers: { ...JSON_TYPE, authorization: basicOf(key) },
    bodies: fc.oneof(
      { weight: 8, arbitrary: owntracksMessages },
      {
        weight: 1,
        arbitrary: owntracksBoxes.map((data) => Buffer.from(JSON.stringify({ _type: 'encrypted', data }))),
      },
      { weight: 1, arbitrary: malformedJson(texts({ _type: 'encrypted', data: 'AAAA' })) },
    ),
    knows: ({ status, body }) => status === 200 && body === '[]',
  },
  {
    name: 'Overland',
    url: '/overland',
    headers: { ...JSON_TYPE, authorization: `Bearer ${key}` },
    bodies: malformedJson(
      texts(overlandReport(), {
        ...overlandReport([overlandFeature(), 7]),
        current: overlandFeature(),
        trip: {},
      }),
    ),
    knows: (answer) =>
      answer.status === 200 ? answer.body === '{"result":"ok"}' : answer.status === 413 && isProblem(answer),
  },
]

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function heapAfterCollection(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

it.each(targets)(
  `$name: ${MALFORMED_BODIES} malformed bodies are answered as the app wants it, nothing wrong is stored, no memory stays (FUZZ_SEED=${SEED})`,
  async ({ url, headers, bodies, knows }) => {
    const { app, fixes, rejects } = await appOnALog({ pace: { admits: () => true } })
    let malformed = 0
    let heapAtFirst = 0

    for (let chunk = 0; malformed < MALFORMED_BODIES; chunk++) {
      for (const payload of fc.sample(bodies, { seed: SEED + chunk, numRuns: CHUNK })) {
        const before = fixes.length
        const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload })
        const answer = { status: statusCode, body }
        if (!knows(answer)) expect({ answer, payload: payload.toString() }).toBe('what the app wants')
        if (fixes.length === before) malformed++
      }
      expect(fixes.filter((fix) => !isFix.Check(fix))).toEqual([])
      expect(rejects.filter((reject) => !isReject.Check(reject))).toEqual([])
      fixes.length = 0
      rejects.length = 0
      // After the first chunks everything is compiled and every cache is warm.
      if (chunk === 4) heapAtFirst = heapAfterCollection()
    }

    expect(heapAfterCollection() - heapAtFirst).toBeLessThan(MAX_HEAP_GROWTH_BYTES)
    expect((await app.inject('/livez')).statusCode).toBe(200)
  },
  120_000,
)
