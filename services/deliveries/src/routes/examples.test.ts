import { Check } from 'typebox/value'
import { expect, it } from 'vitest'
import * as examples from './examples.ts'

it.each(Object.entries(examples))('%s is as its schema says', (_name, schema) => {
  const [example] = Reflect.get(schema, 'examples')
  expect(Check(schema, example)).toBe(true)
})
