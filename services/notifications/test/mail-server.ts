import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface MailReceived {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it came, its quoted-printable parts decoded. */
  readonly message: string
}

export interface MailServer {
  readonly url: string
  readonly received: readonly MailReceived[]
  stop(): Promise<void>
}

type Reply = 'take' | 'hang' | { readonly refuse: number }

/** A real SMTP server that answers recipients one after another like this, the last for ever. */
export async function aMailServer(...replies: Reply[]): Promise<MailServer> {
  const received: MailReceived[] = []
  let asked = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, callback) {
      const reply = replies[Math.min(asked++, replies.length - 1)] ?? 'take'
      if (reply === 'take') callback()
      else if (reply !== 'hang') callback(Object.assign(new Error('refused'), { responseCode: reply.refuse }))
    },
    async onData(stream, { envelope }, callback) {
      const message = decoded(await text(stream))
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      received.push({ from, to: envelope.rcptTo.map(({ address }) => address), message })
      callback()
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function decoded(message: string): string {
  const bytes = message
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
