import { languages } from '@doorstep/contracts'
import { describe, expect, it } from 'vitest'
import { mailedKinds } from '../domain/dispatch.ts'
import { letterOf } from './message.ts'

const LINK = 'https://doorstep.example/t/tt_d-1?a=1&b=2'

describe.each(languages)('a letter in %s', (language) => {
  it.each(mailedKinds)('says %s in a subject, as text and as HTML', (kind) => {
    const { subject, text, html } = letterOf(kind, language, LINK)
    expect(subject.length).toBeGreaterThan(10)
    expect(html).toContain(`<html lang="${language}">`)
    const [sentence = ''] = text.split('\n')
    expect(html).toContain(sentence)
    expect(html).not.toMatch(/<img|<script|url\(/)
  })

  it('leads to the map while there is something to see', () => {
    const linked = mailedKinds.filter((kind) => letterOf(kind, language, LINK).text.includes(LINK))
    expect(linked).toEqual(['picked-up', 'late'])
    expect(letterOf('late', language, LINK).html).toContain('tt_d-1?a=1&#38;b=2')
  })

  it('says each kind in its own words', () => {
    expect(new Set(mailedKinds.map((kind) => letterOf(kind, language, LINK).text)).size).toBe(
      mailedKinds.length,
    )
  })
})
