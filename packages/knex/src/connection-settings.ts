import { CertSqlError } from '@certsql/core'
import { type Connection, type ConnectOptions, connect, findProperty } from '@certsql/driver'

/** What stands at `connection` of Knex's configuration, or comes from a function there. */
export type ConnectionSettings = string | ConnectOptions

export function connectWith(settings: ConnectionSettings): Promise<Connection> {
  if (typeof settings === 'string') return connect(settings)
  const given = withHiddenPassword(settings)
  return isParsedUrl(given) ? connectToParsedUrl(given) : connect(given)
}

/** Knex hides a `password` from loops over the object. */
function withHiddenPassword(settings: ConnectOptions): ConnectOptions {
  return settings.password === undefined ? settings : { ...settings, password: settings.password }
}

/** Knex takes a connection URL apart before a dialect sees it, and `database` is then always there. */
function isParsedUrl(settings: ConnectOptions): boolean {
  return Object.hasOwn(settings, 'database')
}

/** Never with a space in them: where Knex has read `+` as one, it was a plus. */
const WITHOUT_SPACES = [
  'User',
  'SecurityToken',
  'OAuthClientId',
  'OAuthClientSecret',
  'OAuthAccessToken',
  'OAuthRefreshToken',
  'OAuthVerifier',
  'SamlAssertion',
]

async function connectToParsedUrl(settings: ConnectOptions): Promise<Connection> {
  const { host, port, database, ...others } = settings
  const authority = port === undefined ? String(host ?? '') : `${String(host)}:${String(port)}`
  const options = Object.entries(others).map(([name, value]) => [name, restorePlus(name, value)])
  return connect(`certinia://${authority}/${String(database)}`, Object.fromEntries(options))
}

function restorePlus(name: string, value: ConnectOptions[string]): ConnectOptions[string] {
  const property = findProperty(name)
  if (typeof value !== 'string' || property === undefined || !value.includes(' ')) return value
  if (WITHOUT_SPACES.includes(property)) return value.replaceAll(' ', '+')
  if (property === 'Password') throw ambiguousSpace()
  return value
}

function ambiguousSpace(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8602',
    message: 'The Password in the connection URL has a space, and Knex reads + as one.',
    hint: 'write + as %2B; for a password with a space give the connection as an object, or as a function',
  })
}
