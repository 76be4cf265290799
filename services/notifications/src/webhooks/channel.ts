import { endpointUrlOf } from '../domain/endpoint.ts'
import type { DispatchChannel } from '../sender.ts'
import type { EndpointStore } from '../store/endpoints.ts'
import { webhookMessage } from './message.ts'
import type { Poster } from './post.ts'
import type { SigningSecrets } from './secrets.ts'

export interface WebhookChannelOptions {
  readonly poster: Poster
  readonly endpoints: Pick<EndpointStore, 'find' | 'disable'>
  readonly secrets: SigningSecrets
}

/** The notification's id is the message's: a receiver knows a repeat by it, whenever it comes. */
export function webhookChannel({ poster, endpoints, secrets }: WebhookChannelOptions): DispatchChannel {
  return {
    async send(dispatch, signal) {
      const { notificationId: id, target: url } = dispatch
      const endpoint = await endpoints.find(endpointUrlOf(url))
      if (endpoint?.disabledAt !== undefined) return { gone: 'DISABLED' }
      const body = webhookMessage(dispatch)
      const answer = await poster.post({ id, url, body, secrets: secrets.of(endpoint, Date.now()) }, signal)
      if ('status' in answer && answer.status === 410) await endpoints.disable(endpointUrlOf(url))
      return answer
    },
    close: poster.close,
  }
}
