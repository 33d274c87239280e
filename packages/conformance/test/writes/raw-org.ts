import type { Emulator } from '@certsql/emulator'

type Row = Readonly<Record<string, unknown>>

/** All rows of a query, deleted ones too, asked of the org itself, past all of our code. */
export async function rawRows(emulator: Emulator, soql: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  let path: string | undefined = `/services/data/v62.0/queryAll?q=${encodeURIComponent(soql)}`
  while (path !== undefined) {
    const { records, nextRecordsUrl }: RawPage = await rawGet(emulator, path)
    rows.push(...records)
    path = nextRecordsUrl
  }
  return rows
}

interface RawPage {
  readonly records: readonly Row[]
  readonly nextRecordsUrl?: string
}

async function rawGet({ url, credentials }: Emulator, path: string): Promise<RawPage> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${credentials.accessToken}` } })
  const body = (await answer.json()) as RawPage | readonly unknown[]
  if (!('records' in body)) throw new Error(`${path}: ${JSON.stringify(body)}`)
  return body
}

/** What a document's lines are, and what it says of them. */
interface Ledger {
  readonly document: string
  readonly lines: string
  readonly lookup: string
  readonly value: string
}

const TRANSACTIONS: Ledger = {
  document: 'c2g__codaTransaction__c',
  lines: 'c2g__codaTransactionLineItem__c',
  lookup: 'c2g__Transaction__c',
  value: 'c2g__HomeValue__c',
}

const JOURNALS: Ledger = {
  document: 'c2g__codaJournal__c',
  lines: 'c2g__codaJournalLineItem__c',
  lookup: 'c2g__Journal__c',
  value: 'c2g__Value__c',
}

/** What is wrong with the books: transactions whose debits are not their credits, or whose totals are not their lines. */
export function bookErrors(emulator: Emulator): Promise<readonly string[]> {
  return ledgerErrors(emulator, TRANSACTIONS)
}

/** The same for journals. */
export function journalErrors(emulator: Emulator): Promise<readonly string[]> {
  return ledgerErrors(emulator, JOURNALS)
}

async function ledgerErrors(
  emulator: Emulator,
  { document, lines, lookup, value }: Ledger,
): Promise<readonly string[]> {
  const documents = await rawRows(
    emulator,
    `SELECT Id, c2g__Debits__c, c2g__Credits__c FROM ${document} WHERE IsDeleted = FALSE`,
  )
  const byDocument = new Map<unknown, number[]>()
  for (const line of await rawRows(
    emulator,
    `SELECT ${lookup}, ${value} FROM ${lines} WHERE IsDeleted = FALSE`,
  )) {
    const own = byDocument.get(line[lookup])
    if (own === undefined) byDocument.set(line[lookup], [cents(line[value])])
    else own.push(cents(line[value]))
  }
  return documents.flatMap(({ Id, c2g__Debits__c: debits, c2g__Credits__c: credits }) => {
    const own = byDocument.get(Id) ?? []
    const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
    const errors: string[] = []
    if (sum(own) !== 0) errors.push(`${Id} is out of balance by ${sum(own)} cents`)
    if (cents(debits) !== sum(own.filter((one) => one > 0))) errors.push(`${Id} has debits of ${debits}`)
    if (cents(credits) !== sum(own.filter((one) => one < 0))) errors.push(`${Id} has credits of ${credits}`)
    return errors
  })
}

function cents(value: unknown): number {
  return Math.round(Number(value ?? 0) * 100)
}
