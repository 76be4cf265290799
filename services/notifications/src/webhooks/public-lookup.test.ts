import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { publicLookup, type Resolve } from './public-lookup.ts'

/** As a socket asks: for all addresses of the name. */
function lookUp(resolve: Resolve) {
  const lookup = promisify(publicLookup(resolve))
  return (hostname: string): Promise<unknown> => lookup(hostname, { all: true })
}

describe('publicLookup', () => {
  it('hands the connection the addresses that it has checked, all of them', async () => {
    const lookup = lookUp(async () => ['8.8.8.8', '2606:4700::1111'])
    expect(await lookup('shop.example')).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
  })

  it('asks and checks anew for each connection: a name that changes its mind gains nothing', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']]
    const lookup = lookUp(async () => answers.shift() ?? [])
    expect(await lookup('rebinding.example')).toEqual([{ address: '8.8.8.8', family: 4 }])
    await expect(lookup('rebinding.example')).rejects.toMatchObject({ code: 'NOT_PUBLIC' })
  })

  it.each(['127.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:10.0.0.1'])(
    'refuses a name of which one address is %s',
    async (address) => {
      await expect(lookUp(async () => ['8.8.8.8', address])('shop.example')).rejects.toMatchObject({
        code: 'NOT_PUBLIC',
      })
    },
  )

  it('passes on that a name has no address', async () => {
    const lookup = lookUp(() => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })))
    await expect(lookup('nobody.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })
})
