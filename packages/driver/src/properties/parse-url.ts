import { CertSqlError } from '@certsql/core'
import { requireProperty } from './property-name.js'
import type { GivenTexts } from './settings.js'

export interface ConnectionUrl {
  /** `https://acme.my.salesforce.com`, when the URL names a host. */
  readonly origin: string | undefined
  readonly properties: GivenTexts
}

/**
 * Reads `certinia:///?User=amy@acme.com&Password=…&Security Token=…`. Names ignore case and spaces; values are
 * URL-encoded, though most need no encoding: `+` stays a plus, as passwords have it.
 */
export function parseConnectionUrl(url: string): ConnectionUrl {
  const match = /^certinia:\/\/([^/?#]*)(?:\/([^?]*))?(?:\?(.*))?$/is.exec(url.trim())
  if (match === null) throw badUrl('A connection URL starts with certinia://.')
  const [, host = '', path = '', query = ''] = match
  if (path !== '') throw badUrl('A connection URL has no path.')
  if (host.includes('@')) throw badUrl('User and password are properties of a connection URL.')
  return { origin: host === '' ? undefined : originOf(host), properties: parseQuery(query) }
}

/** An emulator on this machine speaks plain HTTP. */
function originOf(host: string): string {
  const isLocal = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host)
  return `${isLocal ? 'http' : 'https'}://${host}`
}

function parseQuery(query: string): GivenTexts {
  const given: { -readonly [Name in keyof GivenTexts]: GivenTexts[Name] } = {}
  for (const pair of query.split('&')) {
    if (pair.trim() === '') continue
    const equals = pair.indexOf('=')
    if (equals < 0) throw badUrl(`"${decode(pair)}" in the connection URL has no value.`)
    const name = requireProperty(decode(pair.slice(0, equals)))
    if (given[name] !== undefined) throw badUrl(`${name} stands twice in the connection URL.`)
    given[name] = decode(pair.slice(equals + 1))
  }
  return given
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badUrl('A "%" in the connection URL is not followed by two hexadecimal digits.')
  }
}

function badUrl(message: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8602',
    message,
    hint: 'for example certinia:///?User=amy@acme.com&Password=secret&SecurityToken=XYZ, values URL-encoded',
  })
}
