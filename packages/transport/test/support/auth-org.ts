import { type AuthOptions, type Emulator, startEmulator } from '@certsql/emulator'
import {
  type Authentication,
  connectSalesforce,
  type LoginPrompt,
  type OAuthAuthentication,
  type SalesforceClient,
  type SalesforceOptions,
} from '../../src/index.js'
import { QUICK_RETRY } from '../fake-org.js'

const flags = { filterable: true, sortable: true, groupable: true, aggregatable: true }

const SCHEMA = {
  objects: [
    {
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      queryable: true,
      fields: [{ name: 'Name', label: 'Name', type: 'string', length: 255, nameField: true, ...flags }],
    },
  ],
} as const

export const AMY = { username: 'amy@acme.example', password: 'a pass+word&1', securityToken: 'Tok3n-Of-Amy' }

/** A local org with one account, and Amy among its users. */
export function startAuthOrg(
  auth: AuthOptions = {},
  options: { readonly sessionSeconds?: number; readonly trustedNetwork?: boolean } = {},
): Promise<Emulator> {
  const records = { Account: [{ Name: 'Acme' }] }
  return startEmulator({ schema: SCHEMA, records, auth: { users: [AMY], ...auth }, ...options })
}

export async function withAuthOrg<T>(
  auth: AuthOptions,
  work: (org: Emulator) => Promise<T>,
  options: { readonly sessionSeconds?: number; readonly trustedNetwork?: boolean } = {},
): Promise<T> {
  const org = await startAuthOrg(auth, options)
  try {
    return await work(org)
  } finally {
    await org.close()
  }
}

export function connectWith(
  auth: Authentication,
  options: Partial<SalesforceOptions> = {},
): Promise<SalesforceClient> {
  return connectSalesforce({ auth, apiVersion: '64.0', retry: QUICK_RETRY, ...options })
}

/** Who the org thinks is there, and proof that the session is good for queries. */
export async function whoIs(auth: Authentication, options: Partial<SalesforceOptions> = {}): Promise<string> {
  const client = await connectWith(auth, options)
  try {
    for await (const page of client.query('SELECT Name FROM Account')) expect(page.records).toHaveLength(1)
    return (await client.userInfo()).userName ?? 'nobody'
  } finally {
    client.close()
  }
}

/** How often a grant was asked for, by what the endpoint was sent. */
export function tokenRequests(org: Emulator): number {
  return org.requests.filter(({ path }) => path.startsWith('/services/oauth2/token')).length
}

let spaces = 0

/** A login through the app of the org, with settings of its own. */
export function appLogin(org: Emulator, changes: Partial<OAuthAuthentication> = {}): OAuthAuthentication {
  return {
    scheme: 'OAuth',
    initiate: 'GETANDREFRESH',
    clientId: org.credentials.clientId,
    loginUrl: org.url,
    callbackUrl: 'http://localhost:0/callback',
    settingsLocation: `memory://test-${++spaces}`,
    ...changes,
  }
}

/** A person who does what the prompts ask, by posting forms. */
export function person(
  visit: (url: string, prompt: LoginPrompt['kind']) => Promise<unknown>,
): NonNullable<SalesforceOptions['prompts']> & { readonly visits: Promise<unknown>[] } {
  const visits: Promise<unknown>[] = []
  return {
    visits,
    openBrowser: (url) => {
      visits.push(visit(url, 'browser'))
      return Promise.resolve(true)
    },
    show: (prompt) => {
      if (prompt.kind === 'device') visits.push(visit(`${prompt.url}?user_code=${prompt.code}`, 'device'))
    },
  }
}
