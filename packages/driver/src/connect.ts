import { CertSqlError } from '@certsql/core'
import { LocalDatabase } from '@certsql/engine'
import type { RequestHook } from '@certsql/transport'
import { Connection } from './connection.js'
import { TemporaryRelations } from './local/temporary-relations.js'
import { openOrg } from './org/open-org.js'
import { type ConnectionUrl, parseConnectionUrl } from './properties/parse-url.js'
import type { PropertyName } from './properties/properties.js'
import {
  type GivenTexts,
  givenByEnvironment,
  givenByOptions,
  type PropertyInput,
  Settings,
} from './properties/settings.js'
import { chooseAuthentication } from './session/authentication.js'
import { StatementCache } from './session/statement-cache.js'

/** Properties by name; the spelling is free, but the proper one is offered. docs/properties.md lists them. */
export type ConnectOptions = { readonly [Name in PropertyName]?: PropertyInput } & {
  /** Called with each request to the org when it is over, log-ins included. */
  readonly onRequest?: RequestHook
} & { readonly [name: string]: PropertyInput | RequestHook }

/**
 * Logs in to an org.
 *
 * ```ts
 * const connection = await connect('certinia:///?User=amy@acme.com&Password=secret&SecurityToken=XYZ')
 * const connection = await connect({ User: 'amy@acme.com', Password: 'secret', UseSandbox: true })
 * ```
 *
 * Options win over the URL, the URL over the environment (`CERTSQL_USER`, …), and that over a profile.
 */
export async function connect(
  urlOrOptions: string | ConnectOptions = {},
  extra: ConnectOptions = {},
): Promise<Connection> {
  const url = typeof urlOrOptions === 'string' ? parseConnectionUrl(urlOrOptions) : NO_URL
  const options = typeof urlOrOptions === 'string' ? extra : { ...urlOrOptions, ...extra }
  const { onRequest } = options
  const settings = new Settings(
    await withProfile([
      givenByEnvironment(process.env),
      url.properties,
      givenByOptions(propertiesIn(options)),
    ]),
  )
  const { values } = settings
  const org = await openOrg(chooseAuthentication(values, url.origin), settings, {
    environment: process.env,
    onRequest,
  })
  const database = new LocalDatabase({
    memoryLimit: values.MemoryLimit,
    tempDirectory: values.TempDirectory,
    allowLocalFiles: values.AllowLocalFiles,
  })
  const temporary = new TemporaryRelations()
  const close = async () => {
    database.close()
    await org.close()
  }
  return new Connection({ org, settings, database, statements: new StatementCache(), temporary, close })
}

/** The layers, and below them the profile that one of them names. */
async function withProfile(layers: readonly GivenTexts[]): Promise<readonly GivenTexts[]> {
  const name = layers.findLast(({ Profile }) => Profile !== undefined)?.Profile
  if (name === undefined || name === '') return layers
  const { Profiles } = await import('./profiles/profiles.js')
  return [await Profiles.of(process.env).load(name), ...layers]
}

/** What is left without the hook. */
function propertiesIn(options: ConnectOptions): { readonly [name: string]: PropertyInput } {
  const properties: { [name: string]: PropertyInput } = {}
  for (const [name, value] of Object.entries(options)) {
    if (name === 'onRequest') continue
    if (typeof value === 'function') {
      throw new CertSqlError({
        code: 'CERT-8601',
        message: `${name} can't be a function.`,
        hint: 'the one option that is a function is onRequest',
      })
    }
    properties[name] = value
  }
  return properties
}

const NO_URL: ConnectionUrl = { origin: undefined, properties: {} }
