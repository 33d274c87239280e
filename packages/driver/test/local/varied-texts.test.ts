import type { Connection } from '../../src/index.js'
import { closeAll, connectTo, startOrg } from '../support/test-org.js'

/**
 * Groupings by texts run in one of two ways, which the rows of the tables decide: of 120,000 rows each has a name of its own,
 * but for every thousandth, which is the name before it in upper case. `repeated` has the same names ten times.
 */
let connection: Connection

beforeAll(async () => {
  connection = await connectTo(await startOrg())
  const name = "'name ' || CAST(i - CASE WHEN i % 1000 = 0 THEN 1 ELSE 0 END AS VARCHAR)"
  await connection.query(
    `CREATE TEMP TABLE varied AS SELECT i, CASE WHEN i = 77 THEN NULL WHEN i % 1000 = 0 THEN UPPER(${name}) ELSE ${name} END AS name
     FROM generate_series(1, 120000) AS s(i)`,
  )
  await connection.query(
    'CREATE TEMP TABLE repeated AS SELECT v.i, name FROM varied v, generate_series(1, 10) AS s(n) WHERE v.i <= 12000',
  )
})

afterAll(async () => {
  await connection.close()
  await closeAll()
})

test.each<[string, string, string]>([
  [
    'DISTINCT',
    'SELECT COUNT(*), COUNT(name), MIN(name), MAX(name) FROM (SELECT DISTINCT name FROM varied) d',
    '119880 119879 name 1 NAME 99999',
  ],
  [
    'DISTINCT of few',
    'SELECT COUNT(*), COUNT(name), MIN(name), MAX(name) FROM (SELECT DISTINCT name FROM repeated) d',
    '11988 11987 name 1 NAME 9999',
  ],
  [
    'GROUP BY',
    'SELECT COUNT(*), SUM(n), MAX(n), SUM(s) FROM (SELECT name, COUNT(*) AS n, SUM(i) AS s FROM varied GROUP BY name) d',
    '119880 120000 2 7200060000',
  ],
  [
    'GROUP BY of few',
    'SELECT COUNT(*), SUM(n), MAX(n), SUM(s) FROM (SELECT name, COUNT(*) AS n, SUM(i) AS s FROM repeated GROUP BY name) d',
    '11988 120000 20 720060000',
  ],
  [
    'ROLLUP',
    'SELECT COUNT(*), SUM(n), MAX(g) FROM (SELECT name, GROUPING(name) AS g, COUNT(*) AS n FROM varied GROUP BY ROLLUP (name)) d',
    '119881 240000 1',
  ],
  ['COUNT(DISTINCT)', 'SELECT COUNT(DISTINCT name), COUNT(*) FROM varied', '119879 120000'],
  ['COUNT(DISTINCT) of few', 'SELECT COUNT(DISTINCT name), COUNT(*) FROM repeated', '11987 120000'],
  [
    'UNION',
    'SELECT COUNT(*), COUNT(name) FROM (SELECT name FROM varied UNION SELECT name FROM repeated) d',
    '119880 119879',
  ],
  [
    'INTERSECT',
    'SELECT COUNT(*), COUNT(name) FROM (SELECT name FROM varied INTERSECT SELECT name FROM repeated) d',
    '11988 11987',
  ],
  [
    'EXCEPT',
    'SELECT COUNT(*), COUNT(name) FROM (SELECT name FROM varied EXCEPT SELECT name FROM repeated) d',
    '107892 107892',
  ],
  [
    'DISTINCT ON',
    'SELECT COUNT(*), SUM(i) FROM (SELECT DISTINCT ON (name) name, i FROM varied ORDER BY name, i) d',
    '119880 7192800000',
  ],
  [
    'MIN and MAX',
    "SELECT UPPER(MIN(name)), UPPER(MAX(name)) FROM varied WHERE name NOT LIKE '%2'",
    'NAME 1 NAME 99999',
  ],
  [
    'MIN and MAX of few',
    "SELECT UPPER(MIN(name)), UPPER(MAX(name)), COUNT(DISTINCT name), COUNT(*) FROM repeated WHERE name NOT LIKE '%9'",
    'NAME 1 NAME 9998 10787 107870',
  ],
  [
    'MIN and MAX of groups',
    'SELECT COUNT(*), MIN(least), MAX(most), SUM(n) FROM (SELECT i % 7 AS g, UPPER(MIN(name)) AS least, UPPER(MAX(name)) AS most, COUNT(*) AS n FROM repeated GROUP BY i % 7) d',
    '7 NAME 1 NAME 9999 120000',
  ],
  ['MIN of no rows', 'SELECT MIN(name), MAX(name), COUNT(*) FROM varied WHERE i < 0', '  0'],
  [
    'MIN under a condition',
    'SELECT UPPER(MIN(name) FILTER (WHERE i > 500)), UPPER(MAX(name) FILTER (WHERE i > 500)), COUNT(name) FROM repeated',
    'NAME 10001 NAME 9999 119990',
  ],
  [
    'a group of joined rows',
    'SELECT COUNT(*), SUM(n) FROM (SELECT v.name, COUNT(*) AS n FROM varied v JOIN repeated r ON r.name = v.name GROUP BY v.name) d',
    '11987 120230',
  ],
])('%s', async (_, sql, expected) => {
  const { rows } = await connection.query(sql, [], { rowMode: 'array' })
  expect(rows.map((row) => row.join(' '))).toEqual([expected])
})
