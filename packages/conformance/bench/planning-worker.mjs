// What a statement costs before anything runs, in a process of its own: node planning-worker.mjs URL TOKEN. Prints JSON.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseStatement } from '@certsql/sql'
import { middleOf } from './measure.mjs'
import { cpuMicroseconds, openPlanner } from './planner.mjs'

const [url, accessToken] = process.argv.slice(2)

/** A statement of about 1 kB: four joins that become paths, a list, a range, alternatives, CASE. */
const STATEMENT = `SELECT co.Name AS company, a.Name AS customer, l.c2g__HomeValue__c AS value, l.c2g__DueDate__c AS due,
  CASE WHEN l.c2g__DueDate__c >= CURRENT_DATE THEN 'not due'
       WHEN CURRENT_DATE - l.c2g__DueDate__c BETWEEN 1 AND 30 THEN '1-30'
       WHEN CURRENT_DATE - l.c2g__DueDate__c BETWEEN 31 AND 60 THEN '31-60' ELSE 'more' END AS age,
  COALESCE(l.c2g__HomeOutstandingValue__c, 0) * 1.1 AS more
FROM c2g__codaTransactionLineItem__c l
JOIN c2g__codaTransaction__c t ON t.Id = l.c2g__Transaction__c
JOIN c2g__codaCompany__c co ON co.Id = t.c2g__OwnerCompany__c
JOIN Account a ON a.Id = l.c2g__Account__c
LEFT JOIN c2g__codaDimension1__c d ON d.Id = l.c2g__Dimension1__c
WHERE l.c2g__LineType__c = 'Account' AND t.c2g__TransactionType__c IN ('Invoice', 'Credit Note', 'Cash')
  AND t.c2g__TransactionDate__c BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
  AND l.c2g__HomeOutstandingValue__c <> 0 AND (a.Name LIKE 'A%' OR a.Industry IS NULL)
ORDER BY co.Name, a.Name, l.c2g__DueDate__c DESC LIMIT 100`

const SMALL = "SELECT Name, Industry FROM Account WHERE Industry = 'Energy' ORDER BY Name LIMIT 10"

/** The compiler of JavaScript is done with the code after so many rounds over all statements. */
const WARMING_ROUNDS = 1000
/** The steady state is measured in so many parts of so many microseconds. */
const PARTS = 5
const PART_MICROSECONDS = 100_000

const planner = await openPlanner({ url, accessToken })
const measured = [...statements()].map(([name, sql]) => ({ name, sql }))
const firsts = []
for (const { sql } of measured) firsts.push(await firstTimes(sql))
for (let round = 0; round < WARMING_ROUNDS; round++)
  for (const { sql } of measured) await planner.plan(parseStatement(sql))
const figures = []
for (const [index, { name, sql }] of measured.entries())
  figures.push({ name, characters: sql.length, ...firsts[index], ...(await steadyTimes(sql)) })
planner.close()
console.log(JSON.stringify(figures))

function* statements() {
  // First, so that its first plan is the first of the process.
  yield ['1 kB, one scan', STATEMENT]
  yield ['small', SMALL]
  const folder = fileURLToPath(new URL('../../../examples/queries/', import.meta.url))
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  for (const file of files.sort()) {
    yield [
      file.slice(0, 3),
      readFileSync(folder + file, 'utf8')
        .trim()
        .replace(/;$/, ''),
    ]
  }
}

/** Processor time of the first time. */
async function firstTimes(sql) {
  const parse = await cpuMicroseconds(1, () => parseStatement(sql))
  const statement = parseStatement(sql)
  const plan = await cpuMicroseconds(1, () => planner.plan(statement))
  return { 'first parse ms': round(parse / 1000), 'first plan ms': round(plan / 1000) }
}

/** And of one among many. */
async function steadyTimes(sql) {
  const statement = parseStatement(sql)
  const parse = await steady(() => parseStatement(sql))
  const plan = await steady(() => planner.plan(statement))
  return { 'parse µs': parse.cpu, 'plan µs': plan.cpu, 'plan µs by the clock': plan.clock }
}

/**
 * Microseconds of one run, of the processor and by the clock: the middle of several parts of many runs each. The collector of
 * garbage works beside the program where there is a second processor, so that the clock may show less.
 */
async function steady(work) {
  const estimate = (await cpuMicroseconds(50, work)) / 50
  const repetitions = Math.max(10, Math.ceil(PART_MICROSECONDS / estimate))
  const parts = []
  for (let part = 0; part < PARTS; part++) {
    const started = performance.now()
    const cpu = (await cpuMicroseconds(repetitions, work)) / repetitions
    parts.push({ cpu, clock: ((performance.now() - started) * 1000) / repetitions })
  }
  const middle = (figure) => round(middleOf(parts, (one) => one[figure])[figure])
  return { cpu: middle('cpu'), clock: middle('clock') }
}

function round(figure) {
  return Math.round(figure * 100) / 100
}
