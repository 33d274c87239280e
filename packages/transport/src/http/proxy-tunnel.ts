import type { ClientRequest, IncomingHttpHeaders } from 'node:http'
import type { AgentOptions } from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { ProxyRoute } from './proxy-choice.js'
import type { ServerTrust } from './server-trust.js'

export interface TunnelOptions {
  readonly proxy: ProxyRoute
  /** Of the org behind the proxy. */
  readonly trust: ServerTrust
  readonly pool: AgentOptions
  readonly connectMilliseconds: number
}

type Connect = HttpsProxyAgent<string>['connect']

interface ProxyAnswer {
  readonly statusCode: number
  readonly headers: IncomingHttpHeaders
}

/**
 * Connections through a proxy: TLS with the org inside a tunnel (`CONNECT`), kept open and used again. The proxy sees
 * the name of the host, and nothing else. This file is loaded only where there is a proxy.
 */
export class ProxyTunnel extends HttpsProxyAgent<string> {
  readonly #options: TunnelOptions
  readonly #connectOptions: HttpsProxyAgent<string>['connectOpts']

  constructor(options: TunnelOptions) {
    const { proxy, trust, pool } = options
    // A fingerprint is that of the org, not that of the proxy.
    const { checkServerIdentity: _, ...authorities } = trust
    const headers = proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization }
    super(proxy.url, { ...pool, ...(authorities as AgentOptions), headers })
    this.#options = options
    this.#connectOptions = this.connectOpts
  }

  /** A connection that is ready: through the proxy, and trusted. */
  override async connect(request: ClientRequest, options: Parameters<Connect>[1]): Promise<Socket> {
    const limit = new AbortController()
    let refused: ProxyAnswer | undefined
    let socket: Socket | undefined
    request.once('proxyConnect', (answer: ProxyAnswer) => {
      if (answer.statusCode !== 200) refused = answer
    })
    const timer = setTimeout(() => limit.abort(), this.#options.connectMilliseconds)
    try {
      socket = await this.#reachProxy(request, options, limit.signal)
      if (refused !== undefined) throw refusal(refused)
      if (socket instanceof TLSSocket) await handshake(socket, limit.signal)
      return socket
    } catch (error) {
      socket?.destroy()
      throw limit.signal.aborted ? fault('CONNECT_TIMEOUT', 'connecting took too long') : error
    } finally {
      clearTimeout(timer)
    }
  }

  async #reachProxy(
    request: ClientRequest,
    options: Parameters<Connect>[1],
    signal: AbortSignal,
  ): Promise<Socket> {
    // Read before the first wait of the agent, so calls do not disturb each other.
    this.connectOpts = { ...this.#connectOptions, signal } as typeof this.connectOpts
    try {
      return await super.connect(request, { ...options, ...(this.#options.trust as object) })
    } catch (error) {
      throw fault('PROXY_UNREACHABLE', error instanceof Error ? error.message : String(error))
    }
  }
}

function handshake(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(fault('CONNECT_TIMEOUT', 'connecting took too long'))
    signal.addEventListener('abort', stop, { once: true })
    const broken = () => reject(fault('ECONNRESET', 'the tunnel was closed'))
    socket.once('error', reject)
    socket.once('close', broken)
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', stop)
      socket.off('error', reject).off('close', broken)
      resolve()
    })
  })
}

function refusal({ statusCode }: ProxyAnswer): Error {
  if (statusCode === 407) return fault('PROXY_AUTHENTICATION', 'HTTP 407')
  return fault('PROXY_REFUSED', `HTTP ${statusCode}`)
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
