import fc from 'fast-check'

/** Numbers as no app should write them; some are JSON, some are not. */
const oddNumbers = [
  '1e999',
  '-1e999',
  '1e-999',
  '0x10',
  '.5',
  '01',
  'NaN',
  '-0',
  '9007199254740993',
  '1e15',
  '"5"',
]

const deeplyNested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** What is put where something else was expected. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 181, 1e308, -1e308, '', [], {}, '\u0000', '\ud800', [[[[]]]]),
  fc.constantFrom<unknown>('NaN', '__proto__', 'constructor', 'x'.repeat(5_000), {
    __proto__: null,
    length: 1e9,
  }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
)

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => Buffer.from(text)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => Buffer.from(JSON.stringify(value))),
  fc.constantFrom('', ' ', '{', '[]', 'null', '0', '""', '{}', '\u0000').map((text) => Buffer.from(text)),
)

const monstrous = fc
  .constantFrom(deeplyNested(50_000), `{"location":${deeplyNested(9_000)}}`, `[${'{},'.repeat(20_000)}{}]`)
  .map((text) => Buffer.from(text))

interface Edit {
  readonly what: 'cut' | 'repeat' | 'insert' | 'truncate' | 'flip'
  /** As a part of the whole. */
  readonly at: number
  readonly length: number
  readonly bytes: Uint8Array
}

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('cut', 'repeat', 'insert', 'truncate', 'flip'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 20 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
})

function edited(text: Buffer, { what, at, length, bytes }: Edit): Buffer {
  const start = Math.floor(at * text.length)
  const [before, middle, after] = [
    text.subarray(0, start),
    text.subarray(start, start + length),
    text.subarray(start + length),
  ]
  if (what === 'cut') return Buffer.concat([before, after])
  if (what === 'repeat') return Buffer.concat([before, middle, middle, after])
  if (what === 'insert') return Buffer.concat([before, bytes, middle, after])
  if (what === 'truncate') return before
  return Buffer.concat([before, middle.map((byte) => byte ^ (bytes[0] ?? 1)), after])
}

/** A sample, damaged as bytes. */
export const damaged = (samples: readonly string[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([sample, edits]) => edits.reduce(edited, Buffer.from(sample)))

type Path = readonly (string | number)[]

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))]
}

function withValueAt(value: unknown, [name, ...rest]: Path, put: unknown): unknown {
  if (name === undefined) return put
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) }
  copy[name] = withValueAt(copy[name], rest, put)
  return copy
}

/** A sample in which something is something else, or left out, or a number no number. */
export const distorted = (samples: readonly string[]): fc.Arbitrary<Buffer> =>
  fc
    .record({
      sample: fc.constantFrom(...samples),
      where: fc.nat(),
      put: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 4, arbitrary: anything }),
      number: fc.option(fc.constantFrom(...oddNumbers)),
    })
    .map(({ sample, where, put, number }) => {
      const value = JSON.parse(sample)
      const paths = pathsIn(value)
      const text = JSON.stringify(withValueAt(value, paths[where % paths.length] ?? [], put)) ?? ''
      return Buffer.from(number === null ? text : withNumberReplaced(text, where, number))
    })

function withNumberReplaced(text: string, which: number, replacement: string): string {
  const numbers = [...text.matchAll(/-?\d+(\.\d+)?/g)]
  const chosen = numbers[which % numbers.length]
  if (chosen === undefined) return text
  return text.slice(0, chosen.index) + replacement + text.slice(chosen.index + chosen[0].length)
}

/** What a phone, a proxy or an enemy may send in the place of these samples. */
export const malformedJson = (samples: readonly string[]): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 40, arbitrary: damaged(samples) },
    { weight: 50, arbitrary: distorted(samples) },
    { weight: 40, arbitrary: noise },
    { weight: 1, arbitrary: monstrous },
  )

const oddTexts = fc.oneof(
  fc.constantFrom(
    ...oddNumbers,
    '',
    ' ',
    '60,17',
    'true',
    '2023-13-45 99:00:00',
    '2023-11-14T',
    '%',
    '\u0000',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

const parameterNames = [
  'id',
  'lat',
  'lon',
  'location',
  'timestamp',
  'speed',
  'bearing',
  'batt',
  'charge',
  'valid',
  'cell',
]

/** The same for a form, of which single parameters say something odd, or say it twice. */
export const malformedForm = (sample: string): fc.Arbitrary<Buffer> =>
  fc.oneof(
    damaged([sample]),
    noise.map((bytes) => Buffer.concat([Buffer.from(`${sample}&`), bytes])),
    noise,
    fc
      .array(fc.tuple(fc.constantFrom(...parameterNames), oddTexts, fc.boolean()), {
        minLength: 1,
        maxLength: 4,
      })
      .map((oddities) => {
        const form = new URLSearchParams(sample)
        for (const [name, text, again] of oddities) again ? form.append(name, text) : form.set(name, text)
        return Buffer.from(form.toString())
      }),
  )
