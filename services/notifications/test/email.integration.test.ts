import { describe, expect, it } from 'vitest'
import { customerLinks } from '../src/customer-links.ts'
import { emailChannel } from '../src/email/channel.ts'
import { createMailboxes } from '../src/store/mailboxes.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { sendingEach } from './sending.ts'

const sending = sendingEach()

async function serverOf(...replies: Parameters<typeof aMailServer>): Promise<MailServer> {
  return sending.stopped(await aMailServer(...replies))
}

async function startSender({ url }: MailServer, timeoutMs = 2_000): Promise<void> {
  const email = emailChannel({
    smtpUrl: url,
    from: 'Doorstep <no-reply@doorstep.example>',
    domain: 'doorstep.example',
    links: customerLinks('https://doorstep.example', 'a secret of tracking tokens'),
    mailboxes: createMailboxes(sending.outbox.sql),
    timeoutMs,
  })
  await sending.startSender({ email })
}

const finn = { email: 'vaino@home.example', language: 'fi' } as const

describe('an e-mail', () => {
  it('reaches the customer, in their language, as text and as HTML, once', async () => {
    const server = await serverOf()
    await sending.outbox.add('d-1', 'picked-up', undefined, finn)
    await startSender(server)
    await sending.settled()

    expect(server.received).toHaveLength(1)
    const [{ from, to, message } = { from: '', to: [], message: '' }] = server.received
    expect([from, to]).toEqual(['no-reply@doorstep.example', ['vaino@home.example']])
    expect(message).toContain('Tilauksesi on noudettu ja matkalla luoksesi.')
    expect(message).toMatch(/https:\/\/doorstep\.example\/t\/tt_/)
    expect(message).toMatch(/content-type: text\/plain[\s\S]*content-type: text\/html/i)
    expect(message).toMatch(/message-id: <d-1_picked-up_1@doorstep\.example>/i)
  })

  it('is sent of what is worth a letter, and to nobody without an address', async () => {
    await sending.outbox.add('d-1', 'arrived', undefined, finn)
    await sending.outbox.add('d-2', 'stalled', undefined, finn)
    await sending.outbox.add('d-3', 'delivered')
    expect(await sending.dispatches()).toEqual([])
  })

  it('has its address in no table of what is sent', async () => {
    await sending.outbox.add('d-1', 'delivered', undefined, finn)
    expect(JSON.stringify(await sending.outbox.sql`select * from dispatches`)).not.toContain('home.example')
  })

  it('comes again after a server that cannot take it now', async () => {
    const server = await serverOf({ refuse: 451 }, 'take')
    await sending.outbox.add('d-1', 'delivered', undefined, finn)
    await startSender(server)
    await sending.settled()
    expect(await sending.dispatches()).toMatchObject([{ state: 'delivered', tries: 2, target: 'customer' }])
  })

  it('does not come again to a mailbox that there is not, and is kept as failed', async () => {
    const server = await serverOf({ refuse: 550 })
    await sending.outbox.add('d-1', 'failed', undefined, finn)
    await startSender(server)
    await sending.settled()
    expect(await sending.dispatches()).toMatchObject([{ state: 'failed', tries: 1, outcome: 'SMTP_550' }])
  })

  it('is not waited for beyond its time, and kept as failed when its tries are over', async () => {
    const server = await serverOf('hang')
    await sending.outbox.add('d-1', 'delivered', undefined, finn)
    await startSender(server, 300)
    await sending.settled()
    expect(await sending.dispatches()).toMatchObject([{ state: 'failed', tries: 3, outcome: 'ETIMEDOUT' }])
  })

  it('is not sent to a customer who has been forgotten since', async () => {
    const server = await serverOf()
    await sending.outbox.add('d-1', 'delivered', undefined, finn)
    await sending.outbox.sql`update deliveries set mailbox = null`
    await startSender(server)
    await sending.settled()
    expect(await sending.dispatches()).toMatchObject([{ state: 'disabled', outcome: 'FORGOTTEN' }])
    expect(server.received).toEqual([])
  })
})
