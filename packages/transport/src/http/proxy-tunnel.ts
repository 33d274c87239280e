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

  constructor(options: TunnelOptions) {
    const { proxy, trust, pool } = options
    // A fingerprint is that of the org, not that of the proxy.
    const { checkServerIdentity: _, ...authorities } = trust
    const headers = proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization }
    super(proxy.url, { ...pool, ...(authorities as AgentOptions), headers })
    this.#options = options
  }

  /** A connection that is ready: through the proxy, and trusted. */
  override async connect(request: ClientRequest, options: Parameters<Connect>[1]): Promise<Socket> {
    let tooLong = false
    let refused: ProxyAnswer | undefined
    let socket: Socket | undefined
    request.once('proxyConnect', (answer: ProxyAnswer) => {
      if (answer.statusCode !== 200) refused = answer
    })
    const timer = setTimeout(() => {
      tooLong = true
      socket?.destroy()
      request.destroy(fault('CONNECT_TIMEOUT', 'connecting took too long'))
    }, this.#options.connectMilliseconds)
    try {
      socket = await this.#reachProxy(request, { ...options, ...(this.#options.trust as object) })
      if (refused !== undefined) throw refusal(refused)
      if (tooLong) socket.destroy()
      else if (socket instanceof TLSSocket) await handshake(socket)
      return socket
    } catch (error) {
      socket?.destroy()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  async #reachProxy(request: ClientRequest, options: Parameters<Connect>[1]): Promise<Socket> {
    try {
      return await super.connect(request, options)
    } catch (error) {
      const { message } = error as Error
      throw fault('PROXY_UNREACHABLE', message)
    }
  }
}

function handshake(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', () => {
      socket.off('error', reject)
      resolve()
    })
    socket.once('error', reject)
    socket.once('close', () => reject(fault('ECONNRESET', 'the tunnel was closed')))
  })
}

function refusal({ statusCode }: ProxyAnswer): Error {
  if (statusCode === 407) return fault('PROXY_AUTHENTICATION', 'HTTP 407')
  return fault('PROXY_REFUSED', `HTTP ${statusCode}`)
}

function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
