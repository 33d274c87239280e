import { demoSchema, type Emulator, type EmulatorOptions, startEmulator } from '@certsql/emulator'
import { connectSalesforce, type SalesforceClient, type SalesforceOptions } from '../../src/index.js'
import { QUICK_RETRY } from '../fake-org.js'

const OBJECTS = ['Account', 'Contact', 'Opportunity', 'Lead', 'User', 'Case']
const objects = demoSchema().objects.filter(({ name }) => OBJECTS.includes(name))

/** A few objects of the demo org, files among them, and a client of it that can renew its session. */
export async function withEmulatedOrg<T>(
  options: EmulatorOptions,
  work: (client: SalesforceClient, emulator: Emulator) => Promise<T>,
  clientOptions: Partial<SalesforceOptions> = {},
): Promise<T> {
  const emulator = await startEmulator({
    schema: { objects },
    records: { User: [{ LastName: 'Amy', Username: 'amy@acme.example' }] },
    files: true,
    ...options,
  })
  const { clientId, clientSecret } = emulator.credentials
  const auth = { scheme: 'OAuthClient', clientId, clientSecret, loginUrl: emulator.url } as const
  const client = await connectSalesforce({ auth, apiVersion: '67.0', retry: QUICK_RETRY, ...clientOptions })
  try {
    return await work(client, emulator)
  } finally {
    client.close()
    await emulator.close()
  }
}

/** The values of a field of the records that are not deleted. */
export function live({ org }: Emulator, object: string, field = 'Name'): readonly unknown[] {
  return org
    .records(object)
    .filter(({ IsDeleted }) => IsDeleted !== true)
    .map((record) => record[field] ?? null)
}

/** What may happen to a request on its way, as faults of the emulator; `lost` are those after which nobody knows. */
export const MISHAPS = {
  'not received': { action: { reset: true }, lost: true },
  'answer lost': { action: { applyThenReset: true }, lost: true },
  'answer cut off': { action: { truncate: 0.5 }, lost: true },
  'bare 503': { action: { status: 503, body: '<html><title>Down</title></html>' }, lost: true },
  'an error in the middle': { action: { status: 500, errorCode: 'UNKNOWN_EXCEPTION' }, lost: true },
  'turned away': { action: { status: 503, errorCode: 'SERVER_UNAVAILABLE' }, lost: false },
  'a lock on the whole': { action: { status: 400, errorCode: 'UNABLE_TO_LOCK_ROW' }, lost: false },
  'session ended': { action: { expireSession: true }, lost: false },
} as const

export type Mishap = keyof typeof MISHAPS

export const mishaps = Object.keys(MISHAPS) as readonly Mishap[]

/** The first request to this address meets the mishap, all others go well. */
export function firstMeets(mishap: Mishap, path: string): Pick<EmulatorOptions, 'faults'> {
  return { faults: [{ match: { path, nth: 1 }, action: MISHAPS[mishap].action, times: 1 }] }
}
