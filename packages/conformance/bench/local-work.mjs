import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { middleOf, timed } from './measure.mjs'

/** What is staged, as temporary tables: the same rows for both. */
const TABLES = {
  lines: `SELECT Id, c2g__Transaction__c AS trans, c2g__Account__c AS account, c2g__LineType__c AS kind,
    c2g__HomeValue__c AS amount, c2g__DueDate__c AS due FROM c2g__codaTransactionLineItem__c`,
  trans: `SELECT Id, c2g__TransactionType__c AS kind, c2g__TransactionDate__c AS day, c2g__Period__c AS period
    FROM c2g__codaTransaction__c`,
  accounts: 'SELECT Id, Name, Industry FROM Account',
}

/** Statements that both understand alike. */
const STATEMENTS = {
  'join and group by Ids': `SELECT t.period, COUNT(*) AS n, SUM(l.amount) AS total
    FROM lines l JOIN trans t ON t.Id = l.trans GROUP BY t.period ORDER BY total DESC`,
  'three tables, grouped by texts': `SELECT a.Industry, t.kind, SUM(l.amount) AS total
    FROM lines l JOIN trans t ON t.Id = l.trans JOIN accounts a ON a.Id = l.account GROUP BY a.Industry, t.kind`,
  'window over each account': `SELECT COUNT(*) AS n, MAX(running) AS most FROM
    (SELECT SUM(amount) OVER (PARTITION BY account ORDER BY due, Id) AS running FROM lines) w`,
  'distinct and sort': 'SELECT DISTINCT account, kind, due FROM lines ORDER BY due, account, kind LIMIT 100',
}

/** To CertSQL a text is the same in capitals: what DuckDB has to be asked for the same answer, where that is more. */
const SAME_ANSWER = {
  'distinct and sort': `SELECT account, min(kind) AS kind, due FROM lines GROUP BY account, upper(kind), due
    ORDER BY due, account, upper(kind) LIMIT 100`,
}

/**
 * Local work against plain DuckDB over the same tables, in turns, in time of the processor: planning is part of it, staging
 * is not.
 */
export async function benchLocalWork(connection, runs) {
  const folder = mkdtempSync(join(tmpdir(), 'certsql-bench-'))
  const plain = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    const rows = {}
    for (const [name, query] of Object.entries(TABLES)) {
      await connection.query(`CREATE TEMP TABLE ${name} AS ${query}`)
      const file = join(folder, `${name}.parquet`)
      await connection.query(`COPY (SELECT * FROM ${name}) TO '${file}' (FORMAT parquet)`)
      await plain.run(`CREATE TABLE ${name} AS SELECT * FROM read_parquet('${file}')`)
      rows[name] = Number((await plain.runAndReadAll(`SELECT count(*) FROM ${name}`)).getRows()[0][0])
    }
    const statements = []
    for (const [title, sql] of Object.entries(STATEMENTS)) {
      const here = []
      const there = []
      const alike = []
      for (let run = 0; run <= runs; run++) {
        const ours = await timed(() => connection.query(sql, [], { rowMode: 'array' }))
        const theirs = await timed(async () => (await plain.runAndReadAll(sql)).getRows())
        const meant = SAME_ANSWER[title]
        const same =
          meant === undefined ? theirs : await timed(async () => (await plain.runAndReadAll(meant)).getRows())
        if (run > 0) {
          here.push(ours.cpuSeconds * 1000)
          there.push(theirs.cpuSeconds * 1000)
          alike.push(same.cpuSeconds * 1000)
        }
      }
      const [certsql, duckdb, same] = [here, there, alike].map((all) => middleOf(all, (one) => one))
      statements.push({
        statement: title,
        'CertSQL CPU ms': round(certsql),
        'DuckDB CPU ms': round(duckdb),
        ratio: round(certsql / duckdb),
        'ratio for the same answer': round(certsql / same),
      })
    }
    return { rows, statements }
  } finally {
    plain.disconnectSync()
    for (const name of Object.keys(TABLES)) await connection.query(`DROP TABLE ${name}`)
    rmSync(folder, { recursive: true })
  }
}

function round(figure) {
  return Math.round(figure * 100) / 100
}
