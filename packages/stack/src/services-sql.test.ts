import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

it('is the same on one line: a line comment would swallow the rest', async () => {
  const text = await readFile(new URL('../sql/services.sql', import.meta.url), 'utf8')
  expect(text).not.toContain('--')
})
