import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { middleOf, timed } from './measure.mjs'

/** How many texts there are, and whether they are ASCII. */
const TEXTS = [
  { texts: 'few', distinct: 50 },
  { texts: 'some', distinct: 5000 },
  { texts: 'nearly unique', distinct: Number.POSITIVE_INFINITY },
].flatMap((one) => [
  { ...one, letters: 'ASCII', words: 'Northern Trading Company of' },
  { ...one, letters: 'accents', words: 'Büro für Möbel und Geräte in' },
])

/** Statements that both understand alike; CertSQL compares without case, DuckDB byte by byte. */
const STATEMENTS = {
  DISTINCT: 'SELECT COUNT(*), MAX(LENGTH(name)) FROM (SELECT DISTINCT name FROM rows_) d',
  'DISTINCT with a number':
    'SELECT COUNT(*), MAX(LENGTH(name)) FROM (SELECT DISTINCT name, day FROM rows_) d',
  'GROUP BY':
    'SELECT COUNT(*), MAX(LENGTH(name)), SUM(total) FROM (SELECT name, SUM(amount) AS total, COUNT(*) AS n FROM rows_ GROUP BY name) d',
  'COUNT(DISTINCT)': 'SELECT COUNT(DISTINCT name) FROM rows_',
  'COUNT(DISTINCT) of groups':
    'SELECT SUM(n) FROM (SELECT day, COUNT(DISTINCT name) AS n FROM rows_ GROUP BY day) d',
  UNION: 'SELECT COUNT(*), MAX(LENGTH(name)) FROM (SELECT name FROM rows_ UNION SELECT name FROM names) d',
  INTERSECT:
    'SELECT COUNT(*), MAX(LENGTH(name)) FROM (SELECT name FROM rows_ INTERSECT SELECT name FROM names) d',
  EXCEPT: 'SELECT COUNT(*), MAX(LENGTH(name)) FROM (SELECT name FROM rows_ EXCEPT SELECT name FROM names) d',
  'join on the text': 'SELECT COUNT(*), SUM(n.day) FROM rows_ r JOIN names n ON n.name = r.name',
  'IN a subquery': 'SELECT COUNT(*), SUM(amount) FROM rows_ WHERE name IN (SELECT name FROM names)',
  '= a text':
    'SELECT COUNT(*), SUM(amount) FROM rows_ WHERE name = (SELECT MAX(name) FROM names WHERE id = 7)',
  'LIKE, digits': "SELECT COUNT(*), SUM(amount) FROM rows_ WHERE name LIKE '%7%'",
  'LIKE, letters': "SELECT COUNT(*), SUM(amount) FROM rows_ WHERE name LIKE '%r%7%'",
  'STRING_AGG(DISTINCT)':
    "SELECT MAX(LENGTH(all_)) FROM (SELECT day, STRING_AGG(DISTINCT name, ',') AS all_ FROM rows_ GROUP BY day) d",
  'MIN and MAX of groups':
    'SELECT MAX(LENGTH(least)), MAX(LENGTH(most)) FROM (SELECT day, MIN(name) AS least, MAX(name) AS most FROM rows_ GROUP BY day) d',
  'DISTINCT ON':
    'SELECT COUNT(*), MAX(LENGTH(name)) FROM (SELECT DISTINCT ON (name) name, id FROM rows_ ORDER BY name, id) d',
  'window by the text':
    'SELECT SUM(n) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY name ORDER BY id) AS n FROM rows_) d',
  'ORDER BY with LIMIT': 'SELECT name, id FROM rows_ ORDER BY name, id LIMIT 100',
  'ORDER BY': 'SELECT SUM(id) FROM (SELECT id, name FROM rows_ ORDER BY name OFFSET 1000) d',
}

/** One name in 50 has a twin in upper case. */
function rowsOf({ distinct, words }, count) {
  const number = Number.isFinite(distinct) ? `(i * 7919) % ${distinct}` : '(i * 7919) % 1000003'
  const name = `'${words} ' || CAST(${number} AS VARCHAR)`
  return `SELECT i AS id, CASE WHEN i % 97 < 2 THEN UPPER(${name}) ELSE ${name} END AS name,
    (i * 31) % 100 AS day, (i * 17) % 10007 AS amount FROM generate_series(1, ${count}) AS s(i)`
}

/**
 * Work over texts against plain DuckDB over the same tables, in turns, in time of the processor and of the clock: planning is
 * part of it, staging is not.
 */
export async function benchLocalTexts(connection, rows, runs) {
  const folder = mkdtempSync(join(tmpdir(), 'certsql-bench-'))
  const plain = await (await DuckDBInstance.create(':memory:')).connect()
  const figures = []
  try {
    await warmUp(connection)
    for (const texts of TEXTS) {
      await makeTables(connection, plain, folder, texts, rows)
      for (const [title, sql] of Object.entries(STATEMENTS))
        figures.push({
          statement: title,
          texts: texts.texts,
          letters: texts.letters,
          ...(await raceOf(connection, plain, sql, runs)),
        })
      await connection.query('DROP TABLE rows_')
      await connection.query('DROP TABLE names')
      await plain.run('DROP TABLE rows_; DROP TABLE names')
    }
    return { rows, statements: figures }
  } finally {
    plain.disconnectSync()
    rmSync(folder, { recursive: true })
  }
}

/** The compiler of JavaScript sees the statements before they are measured. */
async function warmUp(connection) {
  for (const name of ['rows_', 'names'])
    await connection.query(`CREATE TEMP TABLE ${name} AS ${rowsOf(TEXTS[0], 10)}`)
  for (let run = 0; run < 20; run++) for (const sql of Object.values(STATEMENTS)) await connection.query(sql)
  for (const name of ['rows_', 'names']) await connection.query(`DROP TABLE ${name}`)
}

async function makeTables(connection, plain, folder, texts, count) {
  const names = Math.min(texts.distinct, count / 10)
  const tables = { rows_: rowsOf(texts, count), names: rowsOf(texts, names) }
  for (const [name, query] of Object.entries(tables)) {
    await connection.query(`CREATE TEMP TABLE ${name} AS ${query}`)
    const file = join(folder, `${name}.parquet`)
    await connection.query(`COPY (SELECT * FROM ${name}) TO '${file}' (FORMAT parquet)`)
    await plain.run(`CREATE TABLE ${name} AS SELECT * FROM read_parquet('${file}')`)
  }
}

async function raceOf(connection, plain, sql, runs) {
  const here = []
  const there = []
  for (let run = 0; run <= runs; run++) {
    const ours = await timed(() => connection.query(sql, [], { rowMode: 'array' }))
    const theirs = await timed(async () => (await plain.runAndReadAll(sql)).getRows())
    if (run > 0) {
      here.push(ours)
      there.push(theirs)
    }
  }
  return { cpu: ratioOf(here, there, 'cpuSeconds'), time: ratioOf(here, there, 'seconds') }
}

/** The middle one of each, in milliseconds, and the ratio of both. */
function ratioOf(here, there, figure) {
  const [certsql, duckdb] = [here, there].map((all) => 1000 * middleOf(all, (one) => one[figure])[figure])
  return { certsql: round(certsql), duckdb: round(duckdb), ratio: round(certsql / duckdb) }
}

function round(figure) {
  return Math.round(figure * 100) / 100
}
