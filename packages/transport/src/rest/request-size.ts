import type { HttpHeaders } from '../http/http-exchange.js'
import type { RestRequest } from './rest-request.js'

/** The platform refuses a request line and headers of more than 16,384 bytes with 414 or 431; proxies add to them. */
export const MAX_HEAD_BYTES = 15_500

/** Request line and headers in bytes, with those that the HTTP client adds. All of it is ASCII. */
export function requestHeadBytes(request: RestRequest, headers: HttpHeaders, host: string): number {
  const sent = { Host: host, Connection: 'keep-alive', ...headers }
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}`.length + 2)
  const requestLine = `${request.method} ${request.path} HTTP/1.1`.length + 2
  return lines.reduce((sum, line) => sum + line, requestLine + 2)
}
