import http from 'node:http'
import https from 'node:https'
import { type Environment, type ProxyOptions, proxyFor } from './proxy-choice.js'
import type { ProxyTunnel } from './proxy-tunnel.js'
import { readServerTrust, type ServerTrust } from './server-trust.js'

/** What stands between here and the org. */
export interface NetworkOptions {
  /** Left out, the environment tells: `HTTPS_PROXY`, `NO_PROXY`. */
  readonly proxy?: ProxyOptions
  /** A certificate to trust (PEM, or its file), or the SHA-256 fingerprint that the org's must have. */
  readonly serverCertificate?: string
}

export interface PoolOptions extends NetworkOptions {
  readonly maxSockets: number
  readonly connectMilliseconds: number
  readonly environment: Environment
}

/** A happy-eyeballs attempt gets 250 ms from Node, too little for a far org on a slow line. */
const ADDRESS_ATTEMPT_MILLISECONDS = 2_000

/** Open connections, kept for the next request: direct ones, and those through proxies. */
export class ConnectionPools {
  readonly #trust: ServerTrust
  readonly #pool: https.AgentOptions
  readonly #direct: { readonly http: http.Agent; readonly https: https.Agent }
  /** By the address of the proxy. */
  readonly #tunnels = new Map<string, Promise<ProxyTunnel>>()

  constructor(private readonly options: PoolOptions) {
    const { maxSockets, serverCertificate, environment } = options
    this.#trust = readServerTrust(serverCertificate, environment)
    this.#pool = {
      keepAlive: true,
      maxSockets,
      maxFreeSockets: maxSockets,
      scheduling: 'lifo',
      autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MILLISECONDS,
    } as https.AgentOptions
    const secure = { ...this.#pool, ...(this.#trust as https.AgentOptions) }
    this.#direct = { http: new http.Agent(this.#pool), https: new https.Agent(secure) }
  }

  /** Where the connection for this host comes from. */
  async agentFor(host: URL): Promise<http.Agent> {
    const { proxy: wanted, environment, connectMilliseconds } = this.options
    const proxy = proxyFor(host, wanted, environment)
    if (proxy === undefined) return host.protocol === 'https:' ? this.#direct.https : this.#direct.http
    const known = this.#tunnels.get(proxy.url)
    if (known !== undefined) return await known
    const opening = import('./proxy-tunnel.js').then(
      (tunnels) =>
        new tunnels.ProxyTunnel({ proxy, trust: this.#trust, pool: this.#pool, connectMilliseconds }),
    )
    this.#tunnels.set(proxy.url, opening)
    return await opening
  }

  close(): void {
    this.#direct.http.destroy()
    this.#direct.https.destroy()
    for (const tunnel of this.#tunnels.values()) void tunnel.then((agent) => agent.destroy())
  }
}
