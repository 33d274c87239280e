import { CertSqlError } from '@certsql/core'
import { isLoopback } from './host-names.js'

/** An HTTP proxy that somebody has set; it wins over the environment. */
export interface ProxyOptions {
  /** `proxy.acme.com`, or a whole address: `http://proxy.acme.com:3128`. */
  readonly server: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  /** Hosts that are reached directly: `acme.com`, `.acme.com` and `*.acme.com` are the host and all below it. */
  readonly exceptions?: readonly string[]
}

/** The proxy for a request. */
export interface ProxyRoute {
  /** Without user and password. */
  readonly url: string
  /** The value of `Proxy-Authorization`. */
  readonly authorization?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Which proxy leads to a host. Without options the environment tells: `HTTPS_PROXY`, else `ALL_PROXY`, but not for the
 * hosts of `NO_PROXY`; in small letters they count first. This machine is never reached through a proxy.
 */
export function proxyFor(
  host: URL,
  options: ProxyOptions | undefined,
  environment: Environment,
): ProxyRoute | undefined {
  if (isLoopback(host.hostname) || host.protocol !== 'https:') return undefined
  if (options !== undefined) {
    return isExcepted(host, options.exceptions ?? []) ? undefined : proxyOfOptions(options)
  }
  const read = (name: string) => nonEmpty(environment[name.toLowerCase()]) ?? nonEmpty(environment[name])
  const address = read('HTTPS_PROXY') ?? read('ALL_PROXY')
  if (address === undefined || isExcepted(host, (read('NO_PROXY') ?? '').split(/[\s,]+/))) return undefined
  const { url, user, password } = parseAddress(address, 'HTTPS_PROXY')
  return { url: url.origin, ...authorization(user, password) }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}

function proxyOfOptions({ server, port, user, password }: ProxyOptions): ProxyRoute {
  const address = parseAddress(server, 'ProxyServer')
  if (port !== undefined) address.url.port = String(port)
  return { url: address.url.origin, ...authorization(user ?? address.user, password ?? address.password) }
}

interface ProxyAddress {
  readonly url: URL
  readonly user: string | undefined
  readonly password: string | undefined
}

function parseAddress(text: string, source: string): ProxyAddress {
  const address = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new CertSqlError({
      code: 'CERT-8601',
      message: `${source} is not the address of an HTTP proxy.`,
      hint: 'for example proxy.acme.com or http://proxy.acme.com:3128; SOCKS proxies are not supported',
    })
  }
  const user = url.username === '' ? undefined : decodeURIComponent(url.username)
  const password = url.password === '' ? undefined : decodeURIComponent(url.password)
  return { url, user, password }
}

function authorization(
  user: string | undefined,
  password: string | undefined,
): { readonly authorization?: string } {
  if (user === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` }
}

/** The rules of NO_PROXY as most programs have them: hosts, domains, `*`, and a port after any of them. */
function isExcepted(host: URL, exceptions: readonly string[]): boolean {
  const name = host.hostname.toLowerCase()
  const port = host.port === '' ? '443' : host.port
  return exceptions.some((exception) => {
    const [, pattern = '', wantedPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(exception.trim().toLowerCase()) ?? []
    if (wantedPort !== undefined && wantedPort !== port) return false
    if (pattern === '') return exception.trim() === '*'
    return name === pattern || name.endsWith(`.${pattern}`)
  })
}
