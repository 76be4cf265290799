import { expect, it } from 'vitest'
import { javaVersionIn } from './java.ts'

it.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "25" 2025-09-16', 25],
  ['openjdk version "21-ea" 2023-09-19', 21],
  ['java version "1.8.0_392"', 8],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', 0],
])('reads the version in %s', (text, version) => {
  expect(javaVersionIn(text)).toBe(version)
})
