import type { ConnectOptions } from '@certsql/driver'

/** The day of today in the demo: its data ends here, and questions about the last weeks have answers. */
export const DEMO_DAY = '2025-06-30'

export interface DemoOrg {
  /** All that it takes to connect. */
  readonly properties: ConnectOptions
  close(): Promise<void>
}

/** Starts a local Certinia org in this process. Its clock stands still, so that every run gives the same answers. */
export async function startDemoOrg(): Promise<DemoOrg> {
  const { startEmulator } = await import('@certsql/emulator')
  const { url, credentials, close } = await startEmulator({ asOf: DEMO_DAY })
  return {
    properties: {
      AuthScheme: 'Basic',
      LoginURL: url,
      User: credentials.username,
      Password: credentials.password,
      SecurityToken: credentials.securityToken,
      Now: `${DEMO_DAY}T12:00:00Z`,
      // Each run is an org at another address: nothing of it is worth keeping.
      MetadataCache: 'memory://',
    },
    close,
  }
}
