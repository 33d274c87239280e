import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** What axios asks of a `transport`. */
export interface DirectTransport {
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest
}

/**
 * Node's own client under axios, with two things that axios cannot do:
 *
 * - the path goes out as it was written. axios passes it through a WHATWG `URL`, which turns each `'` of a SOQL text
 *   into `%27`: three bytes instead of one, against the 16 kB that a request line may take. Locators travel verbatim.
 * - a limit for getting connected, TLS handshake included.
 */
export function directTransport(path: string, connectMilliseconds: number): DirectTransport {
  return {
    request(options, onResponse) {
      options.path = path
      const client = options.protocol === 'https:' ? https : http
      const request = client.request(options, onResponse)
      request.once('socket', (socket) => limitConnecting(request, socket, connectMilliseconds))
      return request
    },
  }
}

function limitConnecting(request: ClientRequest, socket: Socket, milliseconds: number): void {
  if (!socket.connecting) return
  const connected = socket instanceof TLSSocket ? 'secureConnect' : 'connect'
  const timer = setTimeout(() => {
    request.destroy(Object.assign(new Error('connecting took too long'), { code: 'CONNECT_TIMEOUT' }))
  }, milliseconds)
  const clear = () => clearTimeout(timer)
  socket.once(connected, clear)
  socket.once('close', clear)
}
