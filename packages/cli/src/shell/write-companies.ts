import { CertSqlError, quoteIdentifier } from '@certsql/core'
import type { Table, WriteSummary } from '@certsql/driver'
import type { SqlSession } from '../session/sql-session.js'
import type { ResultRows } from './meta-command.js'

type RecordToWrite = NonNullable<WriteSummary['records']>[number]

/** The companies that records of a table belong to, each with how many they are. */
export type CompanyCounts = ReadonlyMap<string, number>

/** What looking things up needs of the shell. */
interface Surveyor {
  readonly session: Pick<SqlSession, 'describe'>
  fetch(sql: string): Promise<ResultRows>
}

/** More records than these are not looked up one by one before a question can be asked. */
const MOST_RECORDS = 2_000

const NO_COMPANY = 'no company'
/** Certinia then takes the one in which the user works. */
const NOT_GIVEN = 'no company given'
const UNKNOWN = 'unknown companies'

/**
 * Whose books a write touches: the companies of the records that are changed or deleted, and those that new records are
 * given. Only for tables that Certinia divides by company; at most two small queries each.
 */
export async function writeCompanies(
  { tables, records }: WriteSummary,
  surveyor: Surveyor,
): Promise<ReadonlyMap<string, CompanyCounts>> {
  const found = new Map<string, CompanyCounts>()
  for (const name of tables.keys()) {
    const table = await surveyor.session.describe(name).catch(() => undefined)
    const lookup = table === undefined ? undefined : companyLookup(table)
    if (lookup === undefined) continue
    const written = records?.filter((record) => record.table === name)
    found.set(name, await countCompanies(name, lookup, written, surveyor))
  }
  return found
}

interface CompanyLookup {
  readonly column: string
  readonly relationship: string
  readonly target: string
}

/** The lookup to the company that owns a record: a record may have others, to a company that pays for instance. */
export function companyLookup({ parents }: Pick<Table, 'parents'>): CompanyLookup | undefined {
  const lookups = parents.flatMap(({ column, name, targets }) => {
    const target = targets.find((one) => /(^|__)(coda)?Company__c$/i.test(one))
    return target === undefined || !/Company__c$/i.test(column)
      ? []
      : [{ column, relationship: name, target }]
  })
  const owner = lookups.find(({ column }) => /(^|__)OwnerCompany__c$/i.test(column))
  return owner ?? (lookups.length === 1 ? lookups[0] : undefined)
}

async function countCompanies(
  table: string,
  lookup: CompanyLookup,
  records: readonly RecordToWrite[] | undefined,
  surveyor: Surveyor,
): Promise<CompanyCounts> {
  if (records === undefined || records.length > MOST_RECORDS)
    return new Map([[UNKNOWN, records?.length ?? 0]])
  const counts = new Map<string, number>()
  const add = (company: string, count: number) => counts.set(company, (counts.get(company) ?? 0) + count)
  try {
    const present = records.flatMap(({ record }) => idsIn(record.Id))
    if (present.length > 0) {
      const name = `${quoteIdentifier(lookup.relationship)}.Name`
      const sql = `SELECT ${name}, COUNT(*) FROM ${quoteIdentifier(table)} WHERE Id IN (${list(present)}) GROUP BY ${name}`
      const { rows } = await surveyor.fetch(sql)
      for (const [company, count] of rows) add(String(company ?? NO_COMPANY), Number(count))
    }
    const given = records.map(({ record }) => record[lookup.column])
    const names = await companyNames(lookup, given.flatMap(idsIn), surveyor)
    for (const [place, value] of given.entries()) {
      if (value !== undefined && value !== null) add(names.get(idsIn(value)[0] ?? '') ?? UNKNOWN, 1)
      else if (records[place]?.operation === 'insert') add(NOT_GIVEN, 1)
      else if (records[place]?.operation === 'upsert') add(UNKNOWN, 1)
    }
  } catch (error) {
    // Who may not read companies may still write; who has stopped the statement has stopped it.
    if (!(error instanceof CertSqlError) || error.code === 'CERT-7006') throw error
    return new Map([[UNKNOWN, records.length]])
  }
  return counts
}

async function companyNames(
  { target }: CompanyLookup,
  ids: readonly string[],
  surveyor: Surveyor,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)]
  const { rows } = await surveyor.fetch(
    `SELECT Id, Name FROM ${quoteIdentifier(target)} WHERE Id IN (${list(wanted)})`,
  )
  return new Map(rows.map(([id, name]) => [String(id), String(name)]))
}

/** A value that is an Id; references to records of the same transaction are none. */
function idsIn(value: unknown): readonly string[] {
  return typeof value === 'string' && /^[A-Za-z0-9]{18}$/.test(value) ? [value] : []
}

function list(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(', ')
}
