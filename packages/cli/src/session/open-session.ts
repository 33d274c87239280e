import type { Connection, ConnectOptions } from '@certsql/driver'
import type { SessionOptions } from '../command-line/invocation.js'
import { orAborted } from '../run/interruption.js'
import { DEMO_LABEL, type OrgLabel, orgLabel } from './org-label.js'
import { setShellDefaults } from './shell-defaults.js'
import type { SqlSession } from './sql-session.js'

export interface OpenSession {
  readonly session: SqlSession
  readonly label: OrgLabel
  /** Logs out, and ends the demo org if there is one. */
  close(): Promise<void>
}

/** Connects to the org that the command line names, or to a demo org of its own. */
export async function openSession(options: SessionOptions, signal: AbortSignal): Promise<OpenSession> {
  const { demo, url, properties } = options
  if (demo) return await openDemoSession(properties, signal)
  const session = await orAborted(connectTo(url, properties), signal)
  return { session, label: orgLabel(session.instanceUrl), close: () => session.close() }
}

async function openDemoSession(properties: ConnectOptions, signal: AbortSignal): Promise<OpenSession> {
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
