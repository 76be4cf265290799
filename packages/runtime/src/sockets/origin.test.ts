import { expect, it } from 'vitest'
import { isOurOrigin } from './origin.ts'

it.each([
  ['no browser, no origin', {}, true],
  ['our pages', { origin: 'https://doorstep.example' }, true],
  ['our pages under another scheme', { origin: 'http://doorstep.example' }, false],
  ['the very host that was asked', { origin: 'http://127.0.0.1:8083', host: '127.0.0.1:8083' }, true],
  [
    'the host that our proxy was asked',
    { origin: 'http://10.0.0.7:8080', host: 'live:8083', 'x-forwarded-host': '10.0.0.7:8080' },
    true,
  ],
  ['another site', { origin: 'https://evil.example', host: 'doorstep.example' }, false],
  ['a sandboxed page', { origin: 'null', host: 'doorstep.example' }, false],
])('may open a socket: %s', (_who, headers, may) => {
  expect(isOurOrigin(headers, 'https://doorstep.example')).toBe(may)
})
