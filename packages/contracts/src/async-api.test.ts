import specs from '@asyncapi/specs'
import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { asyncApiDocument, topicUses } from './async-api.ts'
import * as topics from './topics.ts'

/** As a reader gets it. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value))
const document = asJson(asyncApiDocument())

it('is an AsyncAPI document', () => {
  const valid = new Ajv({ meta: false, strict: false, validateFormats: false }).compile(
    asJson(specs.schemas['3.0.0']),
  )
  valid(document)
  expect(valid.errors).toBeNull()
})

it('has every topic there is', () => {
  const declared = Object.values(topics).filter((value) => typeof value === 'object')
  expect(topicUses.map(({ topic }) => topic.name).toSorted()).toEqual(
    declared.map(({ name }) => name).toSorted(),
  )
})

it('has every message of a live view, on both kinds of stream', () => {
  const messages = ['snapshot', 'position', 'status', 'notification', 'ended', 'reset']
  expect(Object.keys(document.channels['track-stream'].messages)).toEqual(messages)
  expect(Object.keys(document.channels['track-events'].messages)).toEqual(messages)
})

it('lets either message to operators count the customers, and requires it of none', () => {
  const { snapshot, changes } = document.channels['operations-stream'].messages
  for (const { payload } of [snapshot, changes]) {
    expect(Object.keys(payload.properties.customers.properties)).toEqual([
      'connections',
      'conflated',
      'closed',
      'since',
    ])
    expect(payload.required).not.toContain('customers')
  }
})
