import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { AxiosInstance, AxiosResponse } from 'axios'
import { cancelledError, followAbort, throwIfCancelled } from './abort.js'
import { ConnectionPools, type NetworkOptions } from './connection-pools.js'
import { directTransport } from './direct-transport.js'
import { axios } from './load-axios.js'
import { IDLE_TIMEOUT_MESSAGE, NetworkFault } from './network-fault.js'

export interface HttpRequest {
  readonly method: HttpMethod
  /** `https://acme.my.salesforce.com` */
  readonly origin: string
  /** Path and query, as they shall go out. */
  readonly path: string
  readonly headers: HttpHeaders
  readonly body?: string | Buffer | Readable
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type HttpHeaders = Readonly<Record<string, string>>

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: HttpHeaders
  /** The body, unzipped. */
  readonly body: Buffer
  /** Body bytes as they came over the wire. */
  readonly wireBytes: number
  readonly milliseconds: number
}

/** An answer whose body is still on its way. */
export interface StreamedAnswer {
  readonly status: number
  readonly headers: HttpHeaders
  /** Not unzipped. It fails with a {@link NetworkFault}, or with the error of whoever stopped it. */
  readonly body: AsyncIterable<Buffer>
}

export interface Timeouts {
  /** For the connection, TLS included. */
  readonly connectMilliseconds: number
  /** For the silence on an open connection. The org says nothing while a query runs, and gives it two minutes. */
  readonly idleMilliseconds: number
  /** From sending to the last byte. The org itself stops at ten minutes. */
  readonly totalMilliseconds: number
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMilliseconds: 15_000,
  idleMilliseconds: 150_000,
  totalMilliseconds: 600_000,
}

export interface HttpExchangeOptions extends NetworkOptions {
  readonly timeouts: Timeouts
  readonly maxSockets: number
}

/** An unzipped body must fit a JavaScript string. */
const MAX_BODY_BYTES = 512 * 1024 * 1024

const unzip = promisify(gunzip)

/** Sends one request over pooled connections, once. Any status is an answer; only a broken exchange throws. */
export class HttpExchange {
  readonly #pools: ConnectionPools
  readonly #axios: AxiosInstance

  constructor(private readonly options: HttpExchangeOptions) {
    const { connectMilliseconds } = options.timeouts
    this.#pools = new ConnectionPools({ ...options, connectMilliseconds, environment: process.env })
    this.#axios = axios.create({
      // The body is unzipped here, in one step: cheaper than a pipeline per chunk, and the wire bytes are known.
      decompress: false,
      // Proxies are tunnels, which the agents know about.
      proxy: false,
      // The org's answers are final addresses; a redirect with our token could go anywhere.
      maxRedirects: 0,
      transformRequest: [],
      transformResponse: [],
      transitional: { clarifyTimeoutError: true },
      validateStatus: () => true,
      // Without a native transport axios counts this as silence on the socket, not as time since the start.
      timeout: options.timeouts.idleMilliseconds,
      timeoutErrorMessage: IDLE_TIMEOUT_MESSAGE,
    })
  }

  async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    throwIfCancelled(signal)
    const started = performance.now()
    const stop = new AbortController()
    const unfollow = followAbort(signal, stop)
    let tookTooLong = false
    const timer = setTimeout(() => {
      tookTooLong = true
      stop.abort()
    }, this.options.timeouts.totalMilliseconds)
    try {
      const response = await this.#request<Buffer>(request, 'arraybuffer', stop.signal)
      return await readAnswer(response, started)
    } catch (error) {
      if (signal?.aborted) throw cancelledError(signal)
      throw NetworkFault.from(tookTooLong ? { code: 'TOTAL_TIMEOUT' } : error)
    } finally {
      clearTimeout(timer)
      unfollow()
    }
  }

  /**
   * Sends one request and gives the answer as soon as its head is there: for files. Only silence limits the body, for a
   * large one may take its time. Leaving the loop over the body breaks the request off.
   */
  async open(request: HttpRequest, signal?: AbortSignal): Promise<StreamedAnswer> {
    throwIfCancelled(signal)
    const stop = new AbortController()
    const unfollow = followAbort(signal, stop)
    try {
      const response = await this.#request<Readable>(request, 'stream', stop.signal)
      const body = readBody(response.data, signal, () => {
        unfollow()
        stop.abort()
      })
      return { status: response.status, headers: plainHeaders(response.headers), body }
    } catch (error) {
      unfollow()
      if (signal?.aborted) throw cancelledError(signal)
      throw NetworkFault.from(error)
    }
  }

  async #request<Body>(
    { method, origin, path, headers, body }: HttpRequest,
    responseType: 'arraybuffer' | 'stream',
    signal: AbortSignal,
  ): Promise<AxiosResponse<Body>> {
    const agent = await this.#pools.agentFor(new URL(origin))
    return await this.#axios.request<Body>({
      method,
      url: origin + path,
      headers,
      httpAgent: agent,
      httpsAgent: agent,
      signal,
      responseType,
      transport: directTransport(path, this.options.timeouts.connectMilliseconds),
      ...(body === undefined ? {} : { data: body }),
    })
  }

  close(): void {
    this.#pools.close()
  }
}

async function* readBody(
  stream: Readable,
  signal: AbortSignal | undefined,
  release: () => void,
): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    if (signal?.aborted) throw cancelledError(signal)
    throw NetworkFault.from(error)
  } finally {
    release()
  }
}

async function readAnswer(response: AxiosResponse<Buffer>, started: number): Promise<HttpAnswer> {
  const headers = plainHeaders(response.headers)
  const received = response.data
  const zipped = /gzip/i.test(headers['content-encoding'] ?? '') && received.length > 0
  const body = zipped
    ? await unzip(received, { chunkSize: 256 * 1024, maxOutputLength: MAX_BODY_BYTES })
    : received
  const milliseconds = performance.now() - started
  return { status: response.status, headers, body, wireBytes: received.length, milliseconds }
}

function plainHeaders(headers: AxiosResponse['headers']): HttpHeaders {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && value !== null) plain[name.toLowerCase()] = String(value)
  }
  return plain
}
