import { describe, expect, it } from 'vitest'
import { english } from './english.ts'
import { finnish } from './finnish.ts'
import { languageFor } from './language.ts'

describe('languageFor', () => {
  it.each([
    [['fi-FI', 'en'], 'fi', 'fi-FI'],
    [['sv-FI', 'fi', 'en'], 'fi', 'fi'],
    [['en-GB'], 'en', 'en-GB'],
    [['EN-us', 'fi'], 'en', 'EN-us'],
    [['en-US@posix', 'en-US'], 'en', 'en-US'],
    [['en-US@posix'], 'en', 'en'],
    [['de'], 'en', 'en'],
    [[], 'en', 'en'],
  ])('a reader of %j reads %s, with the clock of %s', (preferred, code, locale) => {
    expect(languageFor(preferred)).toMatchObject({ code, locale })
  })
})

describe('the two languages', () => {
  const leaves = (value: unknown, path = ''): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
      : [[path, value]]

  const gaps = ['«1»', '«2»', '«3»']
  const said = (message: unknown): string =>
    typeof message === 'function' ? message(...gaps.slice(0, message.length)) : String(message)

  it('say the same things', () => {
    expect(leaves(finnish).map(([path]) => path)).toEqual(leaves(english).map(([path]) => path))
  })

  it('leave nothing unsaid, and nothing out that goes into a sentence', () => {
    const translations = new Map(leaves(finnish))
    for (const [path, message] of leaves(english)) {
      const translated = said(translations.get(path))
      expect(translated.trim(), path).not.toBe('')
      for (const gap of gaps) expect(translated.includes(gap), path).toBe(said(message).includes(gap))
    }
  })
})
