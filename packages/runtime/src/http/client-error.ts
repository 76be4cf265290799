import type { Socket } from 'node:net'

interface Refusal {
  readonly status: string
  readonly code: string
  readonly title: string
}

const malformed: Refusal = { status: '400 Bad Request', code: 'HTTP_MALFORMED', title: 'This is not HTTP.' }

const refusals: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'REQUEST_TIMEOUT',
    title: 'The request took too long to arrive.',
  },
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'HEADERS_TOO_LARGE',
    title: 'The headers are too large.',
  },
}

/** As long as a connection may wait between two requests. */
const UNUSED_MS = 72_000

/**
 * Nothing has come yet: browsers connect before they have something to ask, and on a busy machine a request may lie in
 * the socket and not be read yet. Neither is to be answered with 408.
 */
const isUnused = ({ code }: { readonly code?: string }, { bytesRead }: Socket) =>
  code === 'ERR_HTTP_REQUEST_TIMEOUT' && bytesRead === 0

/** What never became a request is answered in bytes, as problem details like the rest, and its connection ends. */
export function answerClientError(error: { readonly code?: string }, socket: Socket): void {
  if (isUnused(error, socket)) {
    socket.setTimeout(UNUSED_MS)
    return
  }
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, code, title } = refusals[error.code ?? ''] ?? malformed
  const body = JSON.stringify({ type: 'about:blank', title, status: Number.parseInt(status, 10), code })
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
