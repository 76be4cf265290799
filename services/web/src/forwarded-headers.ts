import type { IncomingHttpHeaders } from 'node:http'

interface Asked {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** What the service behind cannot see any more: who asked, and for which host. What a caller claims itself is not believed. */
export function forwardedHeaders({ headers, socket }: Asked): Record<string, string> {
  return {
    'x-forwarded-for': socket.remoteAddress ?? '',
    'x-forwarded-host': headers.host ?? '',
  }
}
