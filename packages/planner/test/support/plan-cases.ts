import { readFileSync, writeFileSync } from 'node:fs'
import { scanToSoql } from '../../src/soql/scan-to-soql.js'
import { formatPlan } from './format-plan.js'
import { type PlanningOptions, plansOf, scansOf } from './plan-of.js'
import { soqlComplaint } from './soql-parsers.js'

/**
 * Runs a file of cases: remarks, a query, what the optimizer makes of it.
 *
 *   # Text is compared without case by the org.
 *   # { "collation": "Binary" }
 *   SELECT Name FROM Account WHERE Name = 'acme'
 *   ----
 *   Filter Account.Name = 'acme'
 *     Scan SELECT Name FROM Account WHERE Name = 'acme'
 *
 * A remark that is JSON sets options. `notes` in it prints the scans' notes too. With REWRITE=1 the plans are rewritten,
 * to be read in the difference.
 */
export function runPlanCases(file: URL): void {
  const cases = readPlanCases(file)
  const rewritten = cases.map(({ text }) => text)
  for (const [index, one] of cases.entries()) {
    test(`${one.remarks[0] ?? ''} ${one.sql}`.trim(), () => {
      const { optimized: plan, optimizedTwice } = plansOf(writtenOut(one.sql), one.options)
      const notes =
        one.options.notes === true ? scansOf(plan).flatMap((scan) => scan.notes.map(formatNote)) : []
      const shown = [formatPlan(plan), ...notes].join('\n')
      rewritten[index] = [...one.head, '----', shown].join('\n')
      for (const scan of scansOf(plan)) expect(soqlComplaint(scanToSoql(scan).text)).toBeUndefined()
      expect(formatPlan(optimizedTwice)).toBe(formatPlan(plan))
      if (process.env.REWRITE !== '1') expect(shown).toBe(one.expected)
    })
  }
  if (process.env.REWRITE === '1') afterAll(() => writeFileSync(file, `${rewritten.join('\n\n')}\n`))
}

export function readPlanCases(file: URL): readonly PlanCase[] {
  return readFileSync(file, 'utf8').trimEnd().split(/\n\n+/).map(readCase)
}

/** `LIST(3)` stands for `'text 0', 'text 1', 'text 2'`. */
export function writtenOut(sql: string): string {
  return sql.replace(/LIST\((\d+)\)/g, (_, count: string) =>
    Array.from({ length: Number(count) }, (_, index) => `'text ${index}'`).join(', '),
  )
}

export interface PlanCase {
  readonly text: string
  readonly head: readonly string[]
  readonly remarks: readonly string[]
  readonly options: PlanningOptions & { readonly notes?: boolean }
  readonly sql: string
  readonly expected: string
}

function readCase(text: string): PlanCase {
  const [before = '', expected = ''] = text.split(/^----$\n?/m)
  const head = before.trimEnd().split('\n')
  const remarks = head.filter((line) => line.startsWith('#')).map((line) => line.slice(1).trim())
  const options = remarks.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  return {
    text,
    head,
    remarks: remarks.filter((line) => !line.startsWith('{')),
    options: Object.assign({}, ...options),
    sql: head.filter((line) => !line.startsWith('#')).join('\n'),
    expected: expected.trimEnd(),
  }
}

function formatNote({
  subject,
  text,
  verdict,
  reason,
}: {
  subject: string
  text: string
  verdict: string
  reason: string
}) {
  return `  ${subject} ${verdict}: ${text} -- ${reason}`
}
