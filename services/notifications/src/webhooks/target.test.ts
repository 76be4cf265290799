import { describe, expect, it } from 'vitest'
import { checkTarget } from './target.ts'

describe('checkTarget', () => {
  it.each([
    ['http://shop.example/hook', 'NOT_HTTPS'],
    ['ftp://shop.example/hook', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'NOT_HTTPS'],
    ['no url at all', 'NOT_A_URL'],
    ['https://', 'NOT_A_URL'],
    ['https://127.0.0.1/', 'NOT_PUBLIC'],
    ['https://127.1/', 'NOT_PUBLIC'],
    ['https://0x7f000001/', 'NOT_PUBLIC'],
    ['https://2130706433/', 'NOT_PUBLIC'],
    ['https://0177.0.0.1/', 'NOT_PUBLIC'],
    ['https://0/', 'NOT_PUBLIC'],
    ['https://169.254.169.254/latest/meta-data/', 'NOT_PUBLIC'],
    ['https://10.0.0.1/', 'NOT_PUBLIC'],
    ['https://172.16.0.1/', 'NOT_PUBLIC'],
    ['https://192.168.1.1/', 'NOT_PUBLIC'],
    ['https://100.64.0.1/', 'NOT_PUBLIC'],
    ['https://224.0.0.1/', 'NOT_PUBLIC'],
    ['https://[::1]/', 'NOT_PUBLIC'],
    ['https://[::ffff:10.0.0.1]/', 'NOT_PUBLIC'],
    ['https://[64:ff9b::10.0.0.1]/', 'NOT_PUBLIC'],
    ['https://[fd00::1]/', 'NOT_PUBLIC'],
    ['https://[fe80::1]/', 'NOT_PUBLIC'],
  ])('refuses %s: %s', (url, code) => {
    expect(() => checkTarget(url, { allowPrivate: false })).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    'https://shop.example/hook',
    'https://shop.example:8443/hook',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
  ])('lets %s pass', (url) => {
    expect(() => checkTarget(url, { allowPrivate: false })).not.toThrow()
  })

  it('lets a demo post to its own machine without TLS, and still to nothing but HTTP', () => {
    expect(() => checkTarget('http://127.0.0.1:9999/', { allowPrivate: true })).not.toThrow()
    expect(() => checkTarget('file:///etc/passwd', { allowPrivate: true })).toThrow('NOT_HTTPS')
  })
})
