import { createHash } from 'node:crypto'
import { CertSqlError } from '@certsql/core'
import type { AuthOptions } from './auth/auth-options.js'
import { publicKey } from './auth/jwt-bearer.js'
import { type Credentials, Sessions } from './auth/sessions.js'
import { loadCsvDirectory } from './data/load-csv.js'
import { DEMO_AS_OF } from './demo/demo-options.js'
import { demoSchema } from './demo/demo-schema.js'
import { generateDemoOrg } from './demo/generate-demo-org.js'
import type { EmulatorOptions } from './emulator-options.js'
import { fileObjects } from './files/file-objects.js'
import { Org, type OrgIdentity } from './org/org.js'
import type { OrgSchema } from './org/org-schema.js'
import { withChecksum } from './org/record-id.js'
import { isDateText } from './org/stored-value.js'
import { seededRandom } from './seeded-random.js'
import { NO_APEX_REST } from './server/apex-rest.js'
import { type Fault, FaultPlan } from './server/faults.js'
import { HttpServer } from './server/http-server.js'
import { LocalOrg } from './server/local-org.js'
import { type LoggedRequest, RequestLog } from './server/request-log.js'
import { localeTag } from './soql/user-locale.js'
import { chooseVariants } from './variants.js'

const DEFAULT_SEED = 1
const DEFAULT_API_LIMIT = 100_000
const DEFAULT_SESSION_SECONDS = 7_200
const DEFAULT_BULK_JOB_MS = 4
const DEFAULT_BULK_PAGE = 50_000
const LARGEST_PAGE = 2_000
const SMALLEST_PAGE = 200

/** Everything that opens the door. */
export interface EmulatorCredentials extends Credentials {
  /** A session that is open from the start. */
  readonly accessToken: string
  readonly refreshToken: string
}

export interface Emulator {
  /** `http://127.0.0.1:…`: the login host and the instance in one. */
  readonly url: string
  readonly credentials: EmulatorCredentials
  readonly org: Org
  /** The requests so far, in the order in which they were answered. */
  readonly requests: readonly LoggedRequest[]
  /** Other faults from now on, in the place of those before. */
  setFaults(faults: readonly Fault[]): void
  close(): Promise<void>
}

/**
 * Starts a local org.
 *
 * ```ts
 * const emulator = await startEmulator({ schema, records: { Account: [{ Name: 'Acme' }] } })
 * await fetch(`${emulator.url}/services/data/v67.0/query?q=SELECT+Name+FROM+Account`, {
 *   headers: { Authorization: `Bearer ${emulator.credentials.accessToken}` },
 * })
 * await emulator.close()
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options)
  const org = fillOrg(options)
  const sessions = new Sessions(
    org.identity.organizationId,
    options.sessionSeconds ?? DEFAULT_SESSION_SECONDS,
  )
  const doorCredentials: Credentials = {
    username: org.identity.username,
    password: 'certinia',
    securityToken: 'LocalSecurityToken',
    clientId: '3MVG9.certsql-local-app',
    clientSecret: 'local-client-secret',
  }
  const log = new RequestLog(options.queryLog)
  const localOrg = new LocalOrg({
    org,
    sessions,
    credentials: doorCredentials,
    auth: options.auth ?? {},
    log,
    variants: chooseVariants(options.variants ?? {}),
    trustedNetwork: options.trustedNetwork ?? false,
    apiLimit: options.apiLimit ?? DEFAULT_API_LIMIT,
    pageSize: options.pageSize ?? LARGEST_PAGE,
    bulkJobMs: options.bulkJobMs ?? DEFAULT_BULK_JOB_MS,
    bulkPageRows: options.bulkPageRows ?? DEFAULT_BULK_PAGE,
    bulkHardDelete: options.bulkHardDelete ?? true,
    apexRest: options.apexRest ?? NO_APEX_REST,
  })
  const credentials: EmulatorCredentials = { ...doorCredentials, ...localOrg.tokens }
  const faults = new FaultPlan(options.faults ?? [], seededRandom(options.seed ?? DEFAULT_SEED))
  const server = new HttpServer({ localOrg, faults, latencyMs: options.latencyMs ?? 0 })
  const url = await server.listen(options.port ?? 0)
  localOrg.listensAt(url)
  const close = async () => {
    localOrg.jobs.close()
    await server.close()
    await log.close()
  }
  const setFaults = (next: readonly Fault[]) => faults.replace(next)
  return { url, credentials, org, requests: log.requests, setFaults, close }
}

function checkOptions(options: EmulatorOptions): void {
  const { asOf, pageSize, bulkPageRows, scale, timeZone, auth, locale, fiscalYearStartMonth } = options
  if (bulkPageRows !== undefined && !(bulkPageRows >= 1)) {
    throw badOption('bulkPageRows', bulkPageRows, 'at least 1')
  }
  if (asOf !== undefined && !isDateText(asOf)) throw badOption('asOf', asOf, 'a date like 2025-06-30')
  if (pageSize !== undefined && !(pageSize >= SMALLEST_PAGE && pageSize <= LARGEST_PAGE)) {
    throw badOption('pageSize', pageSize, `from ${SMALLEST_PAGE} to ${LARGEST_PAGE}`)
  }
  checkAuth(auth ?? {})
  if (scale !== undefined && !(scale > 0)) throw badOption('scale', scale, 'greater than 0')
  if (locale !== undefined && localeTag(locale) === undefined) {
    throw badOption('locale', locale, 'a locale like de_DE')
  }
  if (fiscalYearStartMonth !== undefined && !isMonth(fiscalYearStartMonth)) {
    throw badOption('fiscalYearStartMonth', fiscalYearStartMonth, 'a month from 1 to 12')
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw badOption('timeZone', timeZone, 'an IANA name')
}

/** A certificate that cannot be read would refuse every assertion. */
function checkAuth({ jwtCertificates = [], samlCertificates = [] }: AuthOptions): void {
  for (const pem of [...jwtCertificates, ...samlCertificates]) {
    try {
      publicKey(pem)
    } catch {
      throw badOption('auth', pem.slice(0, 40), 'certificates and public keys are PEM texts')
    }
  }
}

function badOption(name: string, value: unknown, expected: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8601',
    message: `The emulator's option ${name} cannot be ${JSON.stringify(value)}: it is ${expected}.`,
  })
}

function isMonth(month: number): boolean {
  return Number.isInteger(month) && month >= 1 && month <= 12
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function fillOrg(options: EmulatorOptions): Org {
  const schema = schemaOf(options)
  const isDemo = isDemoOrg(options)
  const asOf = options.asOf ?? (isDemo ? DEMO_AS_OF : undefined)
  const org = new Org(schema, identityOf(schema, options), clockOf(asOf))
  for (const [object, records] of Object.entries(options.records ?? {})) {
    for (const record of records) org.insert(object, record)
  }
  if (options.dataDirectory !== undefined) loadCsvDirectory(options.dataDirectory, org)
  if (isDemo) {
    const { seed = DEFAULT_SEED, scale = 1 } = options
    generateDemoOrg({ seed, scale, asOf: asOf ?? DEMO_AS_OF }, org)
  }
  return org
}

function schemaOf(options: EmulatorOptions): OrgSchema {
  const { schema = demoSchema(), files = options.schema === undefined } = options
  if (!files) return schema
  const own = new Set(schema.objects.map(({ name }) => name))
  const added = fileObjects(schema.objects).filter(({ name }) => !own.has(name))
  return { ...schema, objects: [...schema.objects, ...added] }
}

function isDemoOrg({ schema, records, dataDirectory }: EmulatorOptions): boolean {
  return schema === undefined && records === undefined && dataDirectory === undefined
}

/** The moment that the org calls now: noon of the day asked for, which is the same day in nearly all zones. */
function clockOf(asOf: string | undefined): () => number {
  if (asOf === undefined) return Date.now
  const noon = Date.parse(`${asOf}T12:00:00Z`)
  return () => noon
}

/** Different orgs have different Ids, so that nobody mistakes one's metadata for another's. */
function identityOf(schema: OrgSchema, options: EmulatorOptions): OrgIdentity {
  const { seed, scale, timeZone, locale, fiscalYearStartMonth } = options
  const hash = createHash('sha256')
    .update(JSON.stringify([schema, seed, scale]))
    .digest('hex')
  return {
    organizationId: withChecksum(`00D5f${hash.slice(0, 10)}`),
    organizationName: 'CertSQL Local Org',
    username: 'demo@certsql.example',
    timeZone: timeZone ?? 'America/Los_Angeles',
    locale: locale ?? 'en_US',
    fiscalYearStartMonth: fiscalYearStartMonth ?? 1,
  }
}
