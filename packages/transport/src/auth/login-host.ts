import { CertSqlError } from '@certsql/core'
import { isLoopback } from '../http/host-names.js'

const PRODUCTION_LOGIN = 'https://login.salesforce.com'
const SANDBOX_LOGIN = 'https://test.salesforce.com'

/** Hosts of the user interface, which serve no API, and their API twins. */
const API_TWINS: readonly { readonly page: RegExp; readonly api: string }[] = [
  { page: /\.lightning\.force\.com$/, api: '.my.salesforce.com' },
  { page: /\.my\.salesforce-setup\.com$/, api: '.my.salesforce.com' },
]

/** `LoginURL`, else the host for sandboxes or for production. */
export function loginOrigin(options: { readonly loginUrl?: string; readonly useSandbox?: boolean }): string {
  if (options.loginUrl !== undefined) return orgOrigin(options.loginUrl, 'LoginURL')
  return options.useSandbox === true ? SANDBOX_LOGIN : PRODUCTION_LOGIN
}

/**
 * The origin for API calls out of whatever address a user has copied.
 *
 * ```ts
 * orgOrigin('acme.lightning.force.com/lightning/page/home', 'InstanceUrl')  // 'https://acme.my.salesforce.com'
 * ```
 */
export function orgOrigin(address: string, property: string): string {
  const url = parseAddress(address, property)
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    throw badAddress(address, property, 'use https: a password or token must not travel in the clear')
  }
  const twin = API_TWINS.find(({ page }) => page.test(url.hostname))
  if (twin !== undefined) url.hostname = url.hostname.replace(twin.page, twin.api)
  return url.origin
}

/**
 * Origin and path of an endpoint that is no org's.
 *
 * ```ts
 * addressOf('https://adfs.acme.com/adfs/services/trust/13/usernamemixed', 'SSOLoginURL').origin  // 'https://adfs.acme.com'
 * ```
 */
export function addressOf(
  address: string,
  property: string,
): { readonly origin: string; readonly path: string } {
  const { pathname, search } = parseAddress(address, property)
  return { origin: orgOrigin(address, property), path: pathname + search }
}

/** Sandboxes and scratch orgs have `test` behind their own names too. */
const SANDBOX_HOST =
  /(?:^test\.salesforce\.com|--[\w-]+\.(?:\w+\.)*my\.salesforce\.com|\.(?:sandbox|scratch)\.my\.salesforce\.com)$/

/** Who an assertion is for: production and sandboxes must not be mixed, whatever host it is sent to. */
export function assertionAudience(options: {
  readonly loginUrl?: string
  readonly useSandbox?: boolean
}): string {
  const isSandbox = options.useSandbox === true || SANDBOX_HOST.test(new URL(loginOrigin(options)).hostname)
  return isSandbox ? SANDBOX_LOGIN : PRODUCTION_LOGIN
}

export function isGenericLoginHost(origin: string): boolean {
  return origin === PRODUCTION_LOGIN || origin === SANDBOX_LOGIN
}

function parseAddress(address: string, property: string): URL {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`
  try {
    const url = new URL(withScheme)
    if (/^https?:$/.test(url.protocol) && url.hostname !== '') return url
  } catch {
    // Reported below, with the property that it came from.
  }
  throw badAddress(address, property, 'for example https://acme.my.salesforce.com')
}

function badAddress(address: string, property: string, hint: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8601',
    // An address may carry a password of its own.
    message: `${property} "${address.replace(/\/\/[^/@]*@/, '//')}" is not the address of an org.`,
    hint,
  })
}
