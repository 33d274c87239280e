import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CertSqlError } from '@certsql/core'
import {
  closeDatabase,
  MISHAPS,
  type Mishap,
  outcomeOf,
  type StatementName,
  undisturbedAnswers,
} from './support/interrupted-scans.js'

const PAGE = join(import.meta.dirname, '../../../docs/faults.md')
const BEGIN = '<!-- measured: begin -->\n'
const END = '<!-- measured: end -->'

const MISHAP_WORDS: Readonly<Record<Mishap, string>> = {
  reset: 'connection reset before the answer',
  brokenOffAfterwards: 'request taken, answer lost',
  truncated: 'answer broken off in the middle',
  unavailable: '503 `SERVER_UNAVAILABLE`',
  maintenancePage: '503 with a web page',
  asksToWait: '503 `UNKNOWN_EXCEPTION` with `Retry-After`',
  expiredSession: '401, session expired',
  lostLocator: 'locator forgotten',
  queryTimeout: '400 `QUERY_TIMEOUT`',
  concurrentLimit: '403 `REQUEST_LIMIT_EXCEEDED`',
  unknownTrouble: '500 `UNKNOWN_EXCEPTION`',
}

const STATEMENT_WORDS = {
  streamed: 'streamed',
  staged: 'staged',
  ordered: 'in an order',
  bulk: 'Bulk',
} as const satisfies Partial<Record<StatementName, string>>

type Column = keyof typeof STATEMENT_WORDS
const COLUMNS = Object.keys(STATEMENT_WORDS) as Column[]

/** On a page in the middle: once, and again and again, longer than anybody waits. */
const TIMES = { once: 1, 'seven times': 7 } as const

let undisturbed: ReadonlyMap<StatementName, readonly string[]>
beforeAll(async () => {
  undisturbed = await undisturbedAnswers()
})
afterAll(closeDatabase)

/** What became of it, with proof that rows are whole where there are any. */
async function cell(statement: Column, mishap: Mishap, times: number): Promise<string> {
  const outcome = await outcomeOf({ statement, faults: [{ mishap, nth: 3, times }] })
  if (outcome instanceof CertSqlError) return `**${outcome.code}**`
  expect(outcome.rows).toEqual(undisturbed.get(statement))
  return outcome.notices.includes('scanResumed') ? 'whole, by Ids' : 'whole'
}

async function table(): Promise<string> {
  const rows: string[] = []
  for (const [mishap, words] of Object.entries(MISHAP_WORDS) as [Mishap, string][]) {
    for (const [often, times] of Object.entries(TIMES)) {
      const cells: string[] = []
      for (const statement of COLUMNS) cells.push(await cell(statement, mishap, times))
      rows.push(`| ${words} | ${often} | ${cells.join(' | ')} |`)
    }
  }
  const heads = ['what happens to a request for data', 'how often', ...Object.values(STATEMENT_WORDS)]
  return [`| ${heads.join(' | ')} |`, `| ${heads.map(() => '---').join(' | ')} |`, ...rows, ''].join('\n')
}

test('every mishap has its words', () => {
  expect(Object.keys(MISHAP_WORDS)).toEqual(Object.keys(MISHAPS))
})

test('docs/faults.md says what is measured (UPDATE_FAULTS=1 writes it)', async () => {
  const page = readFileSync(PAGE, 'utf8')
  const [before = '', rest = ''] = page.split(BEGIN)
  const [written = '', after = ''] = rest.split(END)
  const measured = await table()
  if (process.env.UPDATE_FAULTS === '1') writeFileSync(PAGE, before + BEGIN + measured + END + after)
  else expect(written).toBe(measured)
}, 120_000)
