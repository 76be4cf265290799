import type { Language } from '@doorstep/contracts'
import { createTransport } from 'nodemailer'
import type { CustomerLinks } from '../customer-links.ts'
import { type Dispatch, isMailed } from '../domain/dispatch.ts'
import type { Answer } from '../domain/dispatch-fate.ts'
import { type DispatchChannel, TRY_TIMEOUT_MS } from '../sender.ts'
import { letterOf } from './message.ts'

export interface Mailbox {
  readonly email: string
  readonly language: Language
}

export interface Mailboxes {
  /** Undefined once it is forgotten, or the customer has been. */
  find(deliveryId: string): Promise<Mailbox | undefined>
}

export interface EmailOptions {
  /** `smtp://` or `smtps://`, with the account if there is one. */
  readonly smtpUrl: string
  readonly from: string
  /** Of the messages' ids. */
  readonly domain: string
  readonly links: CustomerLinks
  readonly mailboxes: Mailboxes
  readonly timeoutMs?: number
}

/** As many as one server is asked to take at once. */
const CONNECTIONS = 4

/** To the customer, by SMTP. The address is looked up when it is sent, and is in no other table and no log. */
export function emailChannel(options: EmailOptions): DispatchChannel {
  const { smtpUrl, from, domain, links, mailboxes, timeoutMs = TRY_TIMEOUT_MS } = options
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  async function mail(
    { deliveryId, notificationId, kind }: Dispatch,
    { email, language }: Mailbox,
  ): Promise<Answer> {
    if (!isMailed(kind)) return { refusal: 'NOT_MAILED' }
    await transport.sendMail({
      from,
      to: { name: '', address: email },
      ...letterOf(kind, language, links.of(deliveryId)),
      // The same at each try: a mailbox that has it already knows it again.
      messageId: `<${notificationId}@${domain}>`,
      headers: { 'auto-submitted': 'auto-generated' },
    })
    return { status: 250 }
  }

  return {
    async send(dispatch, signal) {
      const mailbox = await mailboxes.find(dispatch.deliveryId)
      if (mailbox === undefined) return { gone: 'FORGOTTEN' }
      return await Promise.race([mail(dispatch, mailbox).catch(answerOf), givenUp(signal)])
    },
    async close() {
      transport.close()
    },
  }
}

/** A mailbox that is refused for good is not tried again; a server that will not have us may think better of it. */
function answerOf(error: unknown): Answer {
  if (!(error instanceof Error)) return { failure: 'UNKNOWN' }
  const { code, responseCode } = error as Error & { readonly code?: string; readonly responseCode?: number }
  if (code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500)
    return { refusal: `SMTP_${responseCode}` }
  return { failure: responseCode === undefined ? (code ?? error.name) : `SMTP_${responseCode}` }
}

function givenUp(signal: AbortSignal): Promise<Answer> {
  const answer: Answer = { failure: 'STOPPED' }
  if (signal.aborted) return Promise.resolve(answer)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(answer), { once: true }))
}
