import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CertSqlError } from '@certsql/core'
import { readAuthOptions } from '../auth/read-auth-options.js'
import type { EmulatorOptions } from '../emulator-options.js'
import type { OrgSchema } from '../org/org-schema.js'
import { checkFaults } from '../server/faults.js'
import { isRecord } from '../server/read-json.js'
import { chooseVariants } from '../variants.js'

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: EmulatorOptions }

export const USAGE = `certsql-emulator: a local Certinia org on 127.0.0.1

Without --schema and --data it is the demo org. When it is ready it prints one line of JSON with its
address and credentials; Ctrl-C ends it.

  --port N           listen here (default: a free port)
  --schema FILE      objects in the vocabulary of describe, as JSON
  --data DIR         records: OBJECT.csv with field names in the first line, empty cells are null
  --scale N          size of the demo org (1 is about 50,000 records)
  --seed N           another seed makes another demo org
  --as-of DATE       the day of today (default: 2025-06-30 in the demo org, else the real one)
  --locale LOCALE    the running user's locale, such as de_DE (default en_US)
  --fiscal-year-start-month N  the first month of the fiscal year, 1 to 12 (default 1)
  --time-zone ZONE   the running user's time zone (default America/Los_Angeles)
  --latency-ms N     added to every answer
  --page-size N      records on a page, 200 to 2000
  --bulk-job-ms N    Bulk jobs take at least so long (default 4)
  --bulk-page-rows N records on a page of a Bulk result (default 50000)
  --api-limit N      API calls in a day (default 100000)
  --session-seconds N  sessions end after so long without use (default 7200)
  --trusted-network  passwords need no security token behind them
  --auth FILE        users, certificates and what stands in their way, a JSON object
  --faults FILE      trouble on demand, a JSON array
  --variants FILE    unverified facts the other way round, a JSON object
  --query-log FILE   one line of JSON for every request
`

const OPTIONS = {
  port: { type: 'string' },
  schema: { type: 'string' },
  data: { type: 'string' },
  scale: { type: 'string' },
  seed: { type: 'string' },
  'as-of': { type: 'string' },
  locale: { type: 'string' },
  'fiscal-year-start-month': { type: 'string' },
  'time-zone': { type: 'string' },
  'latency-ms': { type: 'string' },
  'page-size': { type: 'string' },
  'bulk-job-ms': { type: 'string' },
  'bulk-page-rows': { type: 'string' },
  'api-limit': { type: 'string' },
  'session-seconds': { type: 'string' },
  'trusted-network': { type: 'boolean' },
  auth: { type: 'string' },
  faults: { type: 'string' },
  variants: { type: 'string' },
  'query-log': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

type Flags = { readonly [Name in keyof typeof OPTIONS]?: string | boolean | undefined }

/** What the arguments of the command ask for; what is wrong with them is a usage error. */
export function parseCommandLine(args: readonly string[]): Command {
  const flags = readFlags(args)
  if (flags.help === true) return { kind: 'help' }
  const schema = text(flags, 'schema')
  const data = text(flags, 'data')
  const auth = text(flags, 'auth')
  const faults = text(flags, 'faults')
  const variants = text(flags, 'variants')
  const options: EmulatorOptions = {
    ...given('port', wholeNumber(flags, 'port')),
    ...given('schema', schema === undefined ? undefined : readSchema(schema)),
    ...given('dataDirectory', data),
    ...given('scale', positiveNumber(flags, 'scale')),
    ...given('seed', wholeNumber(flags, 'seed')),
    ...given('asOf', text(flags, 'as-of')),
    ...given('locale', text(flags, 'locale')),
    ...given('fiscalYearStartMonth', wholeNumber(flags, 'fiscal-year-start-month')),
    ...given('timeZone', text(flags, 'time-zone')),
    ...given('latencyMs', wholeNumber(flags, 'latency-ms')),
    ...given('pageSize', wholeNumber(flags, 'page-size')),
    ...given('bulkJobMs', wholeNumber(flags, 'bulk-job-ms')),
    ...given('bulkPageRows', wholeNumber(flags, 'bulk-page-rows')),
    ...given('apiLimit', wholeNumber(flags, 'api-limit')),
    ...given('sessionSeconds', wholeNumber(flags, 'session-seconds')),
    ...given('trustedNetwork', flags['trusted-network'] === true ? true : undefined),
    ...given('auth', auth === undefined ? undefined : readAuthOptions(readJson(auth))),
    ...given('faults', faults === undefined ? undefined : checkFaults(readJson(faults))),
    ...given('variants', variants === undefined ? undefined : readVariants(variants)),
    ...given('queryLog', text(flags, 'query-log')),
  }
  return { kind: 'start', options }
}

function readFlags(args: readonly string[]): Flags {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function usage(message: string): CertSqlError {
  return new CertSqlError({ code: 'CERT-8601', message, hint: 'certsql-emulator --help lists the options' })
}

function text(flags: Flags, name: keyof Flags): string | undefined {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

function wholeNumber(flags: Flags, name: keyof Flags): number | undefined {
  const value = text(flags, name)
  if (value === undefined) return undefined
  if (!/^\d{1,9}$/.test(value)) throw usage(`--${name} takes a whole number, not "${value}".`)
  return Number(value)
}

function positiveNumber(flags: Flags, name: keyof Flags): number | undefined {
  const value = text(flags, name)
  if (value === undefined) return undefined
  const number = Number(value)
  if (!(number > 0) || !Number.isFinite(number))
    throw usage(`--${name} takes a number above 0, not "${value}".`)
  return number
}

/** A member that is only there when it has a value. */
function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CertSqlError({ code: 'CERT-8603', message: `${path} cannot be read: ${reason}`, cause: error })
  }
}

function readSchema(path: string): OrgSchema {
  const schema = readJson(path)
  const isSchema =
    isRecord(schema) &&
    Array.isArray(schema.objects) &&
    schema.objects.every(
      (object) => isRecord(object) && typeof object.name === 'string' && Array.isArray(object.fields),
    )
  if (isSchema) return schema as unknown as OrgSchema
  throw usage(`${path} is no schema: it needs "objects", a list of objects with "name" and "fields".`)
}

function readVariants(path: string): Partial<ReturnType<typeof chooseVariants>> {
  const variants = readJson(path)
  if (!isRecord(variants)) throw usage(`${path} must hold a JSON object of variants.`)
  return chooseVariants(variants)
}
