// What planning very large statements takes, each in a process of its own; nothing is run. Usage:
//   npm run bench:huge [-- --megabytes 5] [-- --joins 500] [-- --only lists] [-- --json]
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { parseStatement } from '@certsql/sql'
import { startLocalOrg } from './local-org.mjs'
import { openPlanner } from './planner.mjs'

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '5' },
    joins: { type: 'string', default: '500' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    // Of the processes that this one starts.
    case: { type: 'string' },
    url: { type: 'string' },
    token: { type: 'string' },
  },
})
const bytes = Number(values.megabytes) * 1e6
const joins = Number(values.joins)

const WHERE = 'SELECT Id FROM Account WHERE '

const CASES = {
  'joins by lookups': () =>
    `SELECT a0.Name FROM Account a0${repeat(joins, (n) => ` JOIN Account a${n + 1} ON a${n + 1}.Id = a${n}.ParentId`)}`,
  'joins by Ids': () =>
    `SELECT COUNT(*) FROM Account a0${repeat(joins, (n) => ` JOIN Account a${n + 1} ON a${n + 1}.Id = a${n}.Id`)}`,
  'joins by names': () =>
    `SELECT COUNT(*) FROM Account a0${repeat(joins, (n) => ` JOIN Account a${n + 1} ON a${n + 1}.Name = a${n}.Name`)}`,
  'existence tests': () =>
    `${WHERE}${repeat(joins, (n) => `EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = Account.Id AND c.Name = 'n${n}')`, ' AND ')}`,
  'list of texts': () => fill(`${WHERE}Name IN (`, (n) => `'some name ${n}'`, ', ', ')'),
  'list of numbers': () => fill(`${WHERE}NumberOfEmployees IN (`, (n) => `${n}`, ',', ')'),
  'NOT IN': () => fill(`${WHERE}Name NOT IN (`, (n) => `'some name ${n}'`, ', ', ')'),
  alternatives: () => fill(WHERE, (n) => `(Name = 'n${n}' AND Site = 's${n}')`, ' OR '),
  conditions: () => fill(WHERE, (n) => `Name <> 'n${n}'`, ' AND '),
  patterns: () => fill(WHERE, (n) => `Name LIKE 'n${n}%'`, ' OR '),
  columns: () => fill('SELECT ', (n) => `Name AS c${n}`, ', ', ' FROM Account'),
  'sort keys': () => fill('SELECT Id FROM Account ORDER BY ', (n) => `NumberOfEmployees + ${n}`, ', '),
  'grouping keys': () =>
    fill('SELECT COUNT(*) FROM Account GROUP BY ', (n) => `NumberOfEmployees + ${n}`, ', '),
  'conditional sums': () =>
    fill('SELECT ', (n) => `SUM(CASE WHEN Site = 's${n}' THEN 1 END) AS s${n}`, ', ', ' FROM Account'),
  CASE: () => fill('SELECT CASE', (n) => ` WHEN Name = 'n${n}' THEN '${n}'`, '', ' END AS x FROM Account'),
  VALUES: () => fill('SELECT * FROM (VALUES ', (n) => `(${n}, 'text ${n}')`, ', ', ') v(a, b)'),
  INSERT: () => fill('INSERT INTO Account (Name, Site) VALUES ', (n) => `('name ${n}', 's ${n}')`, ', '),
}

if (values.case === undefined) await measureAll()
else await measureOne(values.case)

async function measureAll() {
  const org = await startLocalOrg({ scale: 0.02, asOf: '2025-06-30' })
  const figures = []
  try {
    for (const name of Object.keys(CASES).filter((one) => one.includes(values.only))) {
      const words = ['--case', name, '--url', org.url, '--token', org.accessToken]
      const sizes = ['--megabytes', values.megabytes, '--joins', values.joins]
      const command = [fileURLToPath(import.meta.url), ...words, ...sizes]
      const { stdout } = await promisify(execFile)(process.execPath, command)
      figures.push(JSON.parse(stdout))
    }
  } finally {
    org.close()
  }
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else console.table(figures)
}

async function measureOne(name) {
  const planner = await openPlanner({ url: values.url, accessToken: values.token })
  const sql = CASES[name]()
  const startMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  const before = process.cpuUsage()
  const outcome = await planner
    .plan(parseStatement(sql))
    .then(({ kind, plan }) => plan?.kind ?? kind)
    .catch(({ code }) => code)
  const { user, system } = process.cpuUsage(before)
  const figures = {
    statement: name,
    'MB of SQL': Math.round(sql.length / 1e4) / 100,
    'CPU s': Math.round((user + system) / 1e4) / 100,
    'MB over the start': Math.round(process.resourceUsage().maxRSS / 1024) - startMegabytes,
    outcome,
  }
  planner.close()
  console.log(JSON.stringify(figures))
}

function repeat(count, write, separator = '') {
  return Array.from({ length: count }, (_, index) => write(index)).join(separator)
}

/** As many pieces as the size asks for. */
function fill(before, write, separator, after = '') {
  const pieces = []
  let length = before.length + after.length
  while (length < bytes) {
    const piece = write(pieces.length)
    pieces.push(piece)
    length += piece.length + separator.length
  }
  return before + pieces.join(separator) + after
}
