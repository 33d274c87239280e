import { CertSqlError } from '@certsql/core'
import type { Connection, ConnectOptions } from '@certsql/driver'
import type { SessionOptions } from '../command-line/invocation.js'
import { orAborted } from '../run/interruption.js'
import { DEMO_LABEL, type OrgLabel, orgLabel } from './org-label.js'
import { setShellDefaults } from './shell-defaults.js'
import type { SqlSession } from './sql-session.js'

export interface OpenSession<Session extends SqlSession = SqlSession> {
  readonly session: Session
  readonly label: OrgLabel
  /** Logs out, and ends the demo org if there is one. */
  close(): Promise<void>
}

/** Connects to the org that the command line names, or to a demo org of its own. */
export async function openSession(
  options: SessionOptions,
  signal: AbortSignal,
): Promise<OpenSession<Connection>> {
  const { demo, properties } = options
  if (demo) return await openDemoSession(properties, signal)
  const session = await orAborted(connectToOrg(options), signal)
  return { session, label: orgLabel(session.instanceUrl), close: () => session.close() }
}

async function connectToOrg(options: SessionOptions): Promise<Connection> {
  const { url, profile, properties } = options
  try {
    return await connectTo(url, await withProfile(options))
  } catch (error) {
    const isTold = url !== undefined || profile !== undefined || tellsLogin(properties)
    if (isTold || !(error instanceof CertSqlError) || error.code !== 'CERT-5004') throw error
    throw new CertSqlError({
      code: error.code,
      message: 'Nothing says which org to connect to.',
      hint: 'certsql login keeps a login; a URL or CERTSQL_URL names an org; --demo starts one on this machine',
      cause: error,
    })
  }
}

/** Names the profile to be used: the one that was asked for, else the default one where nothing else tells how to log in. */
async function withProfile({ url, profile, properties }: SessionOptions): Promise<ConnectOptions> {
  if (profile !== undefined) return { ...properties, Profile: profile }
  if (url !== undefined || tellsLogin(properties)) return properties
  const { Profiles } = await import('@certsql/driver')
  const chosen = await Profiles.of(process.env).defaultName()
  return chosen === undefined ? properties : { ...properties, Profile: chosen }
}

/** Whether a flag or the environment says how to log in. */
function tellsLogin(properties: ConnectOptions): boolean {
  const given = Object.keys(properties).map((name) => name.toLowerCase().replaceAll(' ', ''))
  return LOGIN_PROPERTIES.some(
    ([property, variable]) => given.includes(property) || Boolean(process.env[variable]),
  )
}

const LOGIN_PROPERTIES: readonly (readonly [string, string])[] = [
  ['profile', 'CERTSQL_PROFILE'],
  ['authscheme', 'CERTSQL_AUTH_SCHEME'],
  ['user', 'CERTSQL_USER'],
  ['oauthaccesstoken', 'CERTSQL_OAUTH_ACCESS_TOKEN'],
  ['oauthclientid', 'CERTSQL_OAUTH_CLIENT_ID'],
]

async function openDemoSession(
  properties: ConnectOptions,
  signal: AbortSignal,
): Promise<OpenSession<Connection>> {
  const { startDemoOrg } = await import('../demo/start-demo-org.js')
  const org = await orAborted(startDemoOrg(), signal)
  try {
    const session = await orAborted(connectTo(undefined, { ...org.properties, ...properties }), signal)
    return {
      session,
      label: DEMO_LABEL,
      async close() {
        await session.close()
        await org.close()
      },
    }
  } catch (error) {
    await org.close()
    throw error
  }
}

/** The driver is large, and is loaded when it is needed at last. */
async function connectTo(url: string | undefined, properties: ConnectOptions): Promise<Connection> {
  const { connect, environmentName } = await import('@certsql/driver')
  setShellDefaults(process.env, environmentName)
  return url === undefined ? await connect(properties) : await connect(url, properties)
}
