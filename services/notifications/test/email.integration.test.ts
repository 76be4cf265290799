import { silentLog, until } from '@doorstep/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { customerLinks } from '../src/customer-links.ts'
import { emailChannel } from '../src/email/channel.ts'
import { createSender } from '../src/sender.ts'
import { createMailboxes } from '../src/store/mailboxes.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { anOutbox, type Outbox } from './outbox.ts'

let outbox: Outbox
const stopping: (() => unknown)[] = []
beforeEach(async () => {
  outbox = await anOutbox(inject('databaseUrl'))
})
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop()
  await outbox.stop()
})

async function serverOf(...replies: Parameters<typeof aMailServer>): Promise<MailServer> {
  const server = await aMailServer(...replies)
  stopping.push(server.stop)
  return server
}

async function startSender({ url }: MailServer, timeoutMs = 2_000): Promise<void> {
  const email = emailChannel({
    smtpUrl: url,
    from: 'Doorstep <no-reply@doorstep.example>',
    domain: 'doorstep.example',
    links: customerLinks('https://doorstep.example', 'a secret of tracking tokens'),
    mailboxes: createMailboxes(outbox.sql),
    timeoutMs,
  })
  const sender = createSender({ sql: outbox.sql, channels: { email }, schedule: [0, 0, 0], log: silentLog })
  await sender.start()
  stopping.push(sender.stop)
}

const finn = { email: 'vaino@home.example', language: 'fi' } as const
const dispatches = () =>
  outbox.sql`select notification_id, channel, target, state, tries, outcome from dispatches order by 1`
const settled = () => until(async () => (await dispatches()).every(({ state }) => state !== 'pending'))

describe('an e-mail', () => {
  it('reaches the customer, in their language, as text and as HTML, once', async () => {
    const server = await serverOf()
    await outbox.add('d-1', 'picked-up', undefined, finn)
    await startSender(server)
    await settled()

    expect(server.received).toHaveLength(1)
    const [{ from, to, message } = { from: '', to: [], message: '' }] = server.received
    expect([from, to]).toEqual(['no-reply@doorstep.example', ['vaino@home.example']])
    expect(message).toContain('Tilauksesi on noudettu ja matkalla luoksesi.')
    expect(message).toMatch(/https:\/\/doorstep\.example\/t\/tt_/)
    expect(message).toMatch(/content-type: text\/plain[\s\S]*content-type: text\/html/i)
    expect(message).toMatch(/message-id: <d-1_picked-up_1@doorstep\.example>/i)
  })

  it('is sent of what is worth a letter, and to nobody without an address', async () => {
    await outbox.add('d-1', 'arrived', undefined, finn)
    await outbox.add('d-2', 'stalled', undefined, finn)
    await outbox.add('d-3', 'delivered')
    expect(await dispatches()).toEqual([])
  })

  it('has its address in no table of what is sent', async () => {
    await outbox.add('d-1', 'delivered', undefined, finn)
    expect(JSON.stringify(await outbox.sql`select * from dispatches`)).not.toContain('home.example')
  })

  it('comes again after a server that cannot take it now', async () => {
    const server = await serverOf({ refuse: 451 }, 'take')
    await outbox.add('d-1', 'delivered', undefined, finn)
    await startSender(server)
    await settled()
    expect(await dispatches()).toMatchObject([{ state: 'delivered', tries: 2, target: 'customer' }])
  })

  it('does not come again to a mailbox that there is not, and is kept as failed', async () => {
    const server = await serverOf({ refuse: 550 })
    await outbox.add('d-1', 'failed', undefined, finn)
    await startSender(server)
    await settled()
    expect(await dispatches()).toMatchObject([{ state: 'failed', tries: 1, outcome: 'SMTP_550' }])
  })

  it('is not waited for beyond its time, and kept as failed when its tries are over', async () => {
    const server = await serverOf('hang')
    await outbox.add('d-1', 'delivered', undefined, finn)
    await startSender(server, 300)
    await settled()
    expect(await dispatches()).toMatchObject([{ state: 'failed', tries: 3, outcome: 'ETIMEDOUT' }])
  })

  it('is not sent to a customer who has been forgotten since', async () => {
    const server = await serverOf()
    await outbox.add('d-1', 'delivered', undefined, finn)
    await outbox.sql`update deliveries set mailbox = null`
    await startSender(server)
    await settled()
    expect(await dispatches()).toMatchObject([{ state: 'disabled', outcome: 'FORGOTTEN' }])
    expect(server.received).toEqual([])
  })
})
