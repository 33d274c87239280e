import { CertSqlError } from '@certsql/core'
import {
  type Connection,
  type ConnectOptions,
  connect,
  findProperty,
  isSecretProperty,
} from '@certsql/driver'

/** What stands at `connection` of Knex's configuration, or comes from a function there. */
export type ConnectionSettings = string | ConnectOptions

/** A URL that is not printed with the client that keeps it. */
export class HiddenUrl {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  get url(): string {
    return this.#url
  }
}

/** As the client keeps them: nobody sees the secrets who prints it. */
export type KeptSettings = HiddenUrl | ConnectOptions

export function connectWith(settings: KeptSettings): Promise<Connection> {
  if (settings instanceof HiddenUrl) return connect(settings.url)
  const given = withHiddenSecrets(settings)
  return isParsedUrl(given) ? connectToParsedUrl(given) : connect(given)
}

/** The settings, with secrets that loops over them, and whoever prints them, do not see. */
export function hideSecrets(settings: ConnectionSettings | KeptSettings): KeptSettings {
  if (typeof settings === 'string') return new HiddenUrl(settings)
  if (settings instanceof HiddenUrl) return settings
  const hidden = { ...withHiddenSecrets(settings) }
  for (const name of Object.keys(hidden)) {
    if (isSecretProperty(name)) Object.defineProperty(hidden, name, { enumerable: false })
  }
  return hidden
}

/** Knex too hides a `password` so. */
function withHiddenSecrets(settings: ConnectOptions): ConnectOptions {
  return Object.fromEntries(Object.getOwnPropertyNames(settings).map((name) => [name, settings[name]]))
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

/** All settings as one text, the same for the same settings. */
export function keyOf(settings: KeptSettings): string {
  return settings instanceof HiddenUrl ? settings.url : JSON.stringify(withHiddenSecrets(settings))
}
