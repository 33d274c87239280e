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

/** What is wrong with the books: transactions whose debits are not their credits, or whose totals are not their lines. */
export async function bookErrors(emulator: Emulator): Promise<readonly string[]> {
  const transactions = await rawRows(
    emulator,
    'SELECT Id, c2g__Debits__c, c2g__Credits__c FROM c2g__codaTransaction__c WHERE IsDeleted = FALSE',
  )
  const lines = await rawRows(
    emulator,
    'SELECT c2g__Transaction__c, c2g__HomeValue__c FROM c2g__codaTransactionLineItem__c WHERE IsDeleted = FALSE',
  )
  return transactions.flatMap(({ Id, c2g__Debits__c: debits, c2g__Credits__c: credits }) => {
    const own = lines
      .filter((line) => line.c2g__Transaction__c === Id)
      .map((line) => cents(line.c2g__HomeValue__c))
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    const errors: string[] = []
    if (sum(own) !== 0) errors.push(`${Id} is out of balance by ${sum(own)} cents`)
    if (cents(debits) !== sum(own.filter((value) => value > 0))) errors.push(`${Id} has debits of ${debits}`)
    if (cents(credits) !== sum(own.filter((value) => value < 0)))
      errors.push(`${Id} has credits of ${credits}`)
    return errors
  })
}

function cents(value: unknown): number {
  return Math.round(Number(value ?? 0) * 100)
}
