import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { refusalResponse } from './error-body.js'
import { type FaultAction, type FaultPlan, recordTroubleOf } from './faults.js'
import type { LocalOrg } from './local-org.js'
import { requestedSoql } from './requested-soql.js'
import { json, type RestRequest, type RestResponse } from './rest-message.js'
import { answerRequest } from './route-request.js'

/** The platform's limit for the address and the headers of a request together. */
const MAXIMUM_HEAD = 16_384
/** Above this node itself would refuse, in words that are not the platform's. */
const NODE_MAXIMUM_HEAD = 4 * 1024 * 1024
const MAXIMUM_BODY = 50 * 1024 * 1024
/** Files come as they are, as multipart bodies. */
const MAXIMUM_FILE = 500 * 1024 * 1024
/** The records of an ingest job may be 150 MB long after base64. */
const MAXIMUM_UPLOAD = (150_000_000 / 4) * 3
/** Smaller answers are not worth packing. */
const SMALLEST_PACKED_BODY = 1_024

const gzipAsync = promisify(gzip)
const gunzipAsync = promisify(gunzip)

export interface HttpServerOptions {
  readonly localOrg: LocalOrg
  readonly faults: FaultPlan
  /** Added to every answer. */
  readonly latencyMs: number
}

/** The local org on the network, and only of this machine. */
export class HttpServer {
  readonly #server: Server
  readonly #options: HttpServerOptions

  constructor(options: HttpServerOptions) {
    this.#options = options
    this.#server = createServer(
      { maxHeaderSize: NODE_MAXIMUM_HEAD, keepAliveTimeout: 60_000 },
      (message, response) => {
        this.#handle(message, response).catch(() => message.socket.destroy())
      },
    )
    this.#server.on('clientError', answerClientError)
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now()
    const t = new Date().toISOString()
    const tooLong = headTooLong(message)
    const received = await receive(message)
    const request = received instanceof OrgRefusal ? undefined : received
    const action = request === undefined ? {} : this.#faultFor(request)
    await this.#wait(action)
    if (action.reset === true) return this.#breakOff(message, t, started)
    const answer =
      received instanceof OrgRefusal ? refusalResponse(received) : (tooLong ?? this.#answer(received, action))
    const apiCalls = answer.status === 401 || tooLong !== undefined ? 0 : callsOf(message, answer)
    this.#options.localOrg.countCalls(apiCalls)
    if (action.applyThenReset === true) return this.#breakOff(message, t, started)
    const bytes = await this.#send(message, response, answer, action.truncate)
    const { soql, rows, status, isLogged = true } = answer
    if (!isLogged) return
    this.#options.localOrg.log.add({
      t,
      method: message.method ?? '',
      path: pathOf(message),
      ...(soql === undefined ? optionalSoql(request, this.#options.localOrg) : { soql }),
      ...optionalLocator(request),
      status,
      ...(rows === undefined ? {} : { rows }),
      bytes,
      ms: millisecondsSince(started),
      apiCalls,
    })
  }

  #faultFor(request: RestRequest): FaultAction {
    const { faults, localOrg } = this.#options
    const { method, path } = request
    const action = faults.actionFor({ method, path, soql: requestedSoql(request, localOrg) })
    if (action.expireSession === true) {
      const [, token = ''] = /^\w+\s+(\S+)$/.exec(request.headers.authorization ?? '') ?? []
      localOrg.sessions.revoke(token)
    }
    if (action.dropLocator === true) {
      const [, locator = ''] = /\/query\/(\w+)-\d+$/.exec(path) ?? []
      localOrg.locators.drop(locator)
    }
    return action
  }

  async #wait({ delayMs = 0 }: FaultAction): Promise<void> {
    const milliseconds = delayMs + this.#options.latencyMs
    // A server that is open keeps the process; a wait that outlives it does not.
    if (milliseconds > 0) await delay(milliseconds, undefined, { ref: false })
  }

  #answer(request: RestRequest, action: FaultAction): RestResponse {
    const replaced = faultResponse(action)
    if (replaced !== undefined) return replaced
    const { localOrg } = this.#options
    if (action.recordErrors === undefined) return answerRequest(request, localOrg)
    localOrg.org.recordTrouble = recordTroubleOf(action.recordErrors)
    try {
      return answerRequest(request, localOrg)
    } finally {
      localOrg.org.recordTrouble = undefined
    }
  }

  #breakOff(message: IncomingMessage, t: string, started: number): void {
    message.socket.destroy()
    const { method = '' } = message
    // Status 0: there was no answer.
    this.#options.localOrg.log.add({
      t,
      method,
      path: pathOf(message),
      status: 0,
      bytes: 0,
      ms: millisecondsSince(started),
      apiCalls: 0,
    })
  }

  async #send(
    message: IncomingMessage,
    response: ServerResponse,
    answer: RestResponse,
    share: number | undefined,
  ): Promise<number> {
    const { apiCalls, apiLimit } = this.#options.localOrg
    const plain = answer.bytes ?? Buffer.from(answer.body, 'utf8')
    const isPacked = plain.length >= SMALLEST_PACKED_BODY && acceptsGzip(message)
    const body = isPacked ? await gzipAsync(plain, { level: constants.Z_BEST_SPEED }) : plain
    const isBodiless = answer.status === 304 || answer.status === 204
    response.writeHead(answer.status, {
      ...(isBodiless ? {} : { 'Content-Type': answer.contentType, 'Content-Length': body.length }),
      ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}),
      ...(pathOf(message).startsWith('/services/data/v')
        ? { 'Sforce-Limit-Info': `api-usage=${apiCalls}/${apiLimit}` }
        : {}),
      ...answer.headers,
    })
    if (share !== undefined) {
      const part = body.subarray(0, Math.floor(body.length * share))
      response.write(part, () => message.socket.destroy())
      return part.length
    }
    response.end(isBodiless || message.method === 'HEAD' ? undefined : body)
    return body.length
  }
}

function millisecondsSince(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10
}

function optionalSoql(request: RestRequest | undefined, localOrg: LocalOrg): { readonly soql?: string } {
  const soql = request && requestedSoql(request, localOrg)
  return soql === undefined ? {} : { soql }
}

function optionalLocator(request: RestRequest | undefined): { readonly locator?: string } {
  const locator = request?.parameters.get('locator')
  return locator === null || locator === undefined ? {} : { locator }
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}

/** The versioned API is metered, and services of the org itself are. */
function callsOf(message: IncomingMessage, { apiCalls = 1 }: RestResponse): number {
  return /^\/services\/(data\/v|apexrest\/)/.test(pathOf(message)) ? apiCalls : 0
}

function acceptsGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/i.test(String(headers['accept-encoding'] ?? ''))
}

/** The edge of the platform answers this in HTML. */
function headTooLong({ url = '', rawHeaders }: IncomingMessage): RestResponse | undefined {
  const uri = Buffer.byteLength(url)
  const headers = rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0)
  if (uri + headers <= MAXIMUM_HEAD) return undefined
  const [status, words] =
    uri > MAXIMUM_HEAD ? [414, 'URI Too Long'] : [431, 'Request Header Fields Too Large']
  const body = `<html><head><title>Error ${status}</title></head><body><h1>HTTP ERROR ${status} ${words}</h1></body></html>`
  return { status, contentType: 'text/html;charset=UTF-8', body }
}

function largestBody(message: IncomingMessage): number {
  if (/\/jobs\/ingest\/\w+\/batches\/?$/.test(pathOf(message))) return MAXIMUM_UPLOAD
  return isMultipart(message) ? MAXIMUM_FILE : MAXIMUM_BODY
}

function isMultipart({ headers }: IncomingMessage): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '')
}

/** Reads the request to its end, so that an early answer does not break the connection. */
async function receive(message: IncomingMessage): Promise<RestRequest | OrgRefusal> {
  const chunks: Buffer[] = []
  const limit = largestBody(message)
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) return new OrgRefusal(413, 'REQUEST_ENTITY_TOO_LARGE', 'The request body is too large')
  const { method = 'GET', url = '/', headers } = message
  try {
    const raw = Buffer.concat(chunks)
    const isPacked = /gzip/i.test(headers['content-encoding'] ?? '')
    const bytes = isPacked ? await gunzipAsync(raw, { maxOutputLength: limit }) : raw
    const target = new URL(url, 'http://local')
    const isFile = isMultipart(message) && !/\/jobs\//.test(target.pathname)
    return {
      method,
      path: decodeURIComponent(target.pathname),
      parameters: target.searchParams,
      headers,
      // A file is no text.
      ...(isFile ? { body: '', bytes } : { body: bytes.toString('utf8') }),
    }
  } catch {
    return new OrgRefusal(400, 'BAD_REQUEST', 'The address or the body of the request cannot be decoded')
  }
}

/** An answer that a fault puts in the place of the real one. */
function faultResponse({ status, errorCode, body, headers }: FaultAction): RestResponse | undefined {
  if (status === undefined && errorCode === undefined && body === undefined) return undefined
  const more = { status: status ?? 500, ...(headers === undefined ? {} : { headers }) }
  if (typeof body === 'string') {
    return {
      contentType: body.startsWith('<') ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8',
      body,
      ...more,
    }
  }
  const code = errorCode ?? 'UNKNOWN_EXCEPTION'
  return json(body ?? [{ message: `${code} on demand`, errorCode: code }], more)
}

/** Requests that are no HTTP, or whose head is beyond all bounds. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
