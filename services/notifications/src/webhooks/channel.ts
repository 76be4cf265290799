import type { Logger } from '@doorstep/runtime'
import { type EndpointChange, endpointAfter, endpointUrlOf } from '../domain/endpoint.ts'
import type { DispatchChannel } from '../sender.ts'
import type { EndpointStore } from '../store/endpoints.ts'
import { webhookMessage } from './message.ts'
import type { Poster } from './post.ts'
import type { SigningSecrets } from './secrets.ts'

export interface WebhookChannelOptions {
  readonly poster: Poster
  readonly endpoints: Pick<EndpointStore, 'find' | 'change'>
  readonly secrets: SigningSecrets
  readonly log: Logger
}

/** The notification's id is the message's: a receiver knows a repeat by it, whenever it comes. */
export function webhookChannel({ poster, endpoints, secrets, log }: WebhookChannelOptions): DispatchChannel {
  async function remember(url: string, change: EndpointChange | undefined): Promise<void> {
    if (change === undefined) return
    await endpoints.change(url, change)
    if (change.to === 'gone' || change.to === 'given-up')
      log.error({ host: URL.parse(url)?.host, because: change.to }, 'webhook disabled')
  }

  return {
    async send(dispatch, signal) {
      const { notificationId: id, target: url } = dispatch
      const endpointUrl = endpointUrlOf(url)
      const endpoint = await endpoints.find(endpointUrl)
      if (endpoint?.disabled !== undefined) return { gone: 'DISABLED' }
      const body = webhookMessage(dispatch)
      const answer = await poster.post({ id, url, body, secrets: secrets.of(endpoint, Date.now()) }, signal)
      // What we cut short when we stop says nothing of the receiver.
      if (!signal.aborted)
        await remember(endpointUrl, endpointAfter(answer, endpoint?.failingSince, Date.now()))
      return answer
    },
    close: poster.close,
  }
}
