// How fast the local org serves and searches a million rows; prints a table. Run after a build:
//   npm run bench:emulator [-- --rows 1000000] [-- --json]
import { parseArgs } from 'node:util'
import { startEmulator } from '../dist/index.js'

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
})
const ROWS = Number(values.rows)
const SERVED = Math.min(ROWS, 200_000)
const OPEN = { nillable: true, filterable: true, sortable: true, groupable: true, aggregatable: true }
const field = (name, type, extra = {}) => ({ name, label: name, type, ...OPEN, ...extra })
const lookup = (name, to) =>
  field(name, 'reference', { length: 18, referenceTo: [to], relationshipName: name.replace('__c', '__r') })

const schema = {
  objects: [
    {
      name: 'Parent__c',
      label: 'Parent',
      keyPrefix: 'a01',
      fields: [field('Name', 'string', { length: 80 })],
    },
    {
      name: 'Line__c',
      label: 'Line',
      keyPrefix: 'a00',
      fields: [
        field('Name', 'string', { length: 80 }),
        field('Key__c', 'string', { length: 40, unique: true, externalId: true }),
        field('City__c', 'string', { length: 80 }),
        field('Status__c', 'picklist', {
          picklistValues: ['Open', 'Matched', 'Void'].map((value) => ({ value, label: value, active: true })),
        }),
        field('Value__c', 'double', { precision: 18, scale: 2 }),
        field('Open__c', 'double', { precision: 18, scale: 2 }),
        field('Quantity__c', 'int', { digits: 9 }),
        field('Posted__c', 'boolean', { nillable: false }),
        field('Date__c', 'date'),
        lookup('Parent__c', 'Parent__c'),
      ],
    },
  ],
}

const round = (number, digits = 2) => Number(number.toFixed(digits))
const figures = []
/** Seconds on the wall and of the processor: on a busy machine only the second says something. */
const stopwatch = () => {
  const wall = performance.now()
  const used = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(used)
    return { wall: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6 }
  }
}
const note = (what, { wall, cpu }, rows) =>
  figures.push({
    what,
    seconds: round(wall, 3),
    'CPU seconds': round(cpu, 3),
    'rows/s': rows === undefined ? '' : Math.round(rows / wall),
    'rows/CPU s': rows === undefined ? '' : Math.round(rows / cpu),
  })

const loaded = stopwatch()
const emulator = await startEmulator({ schema, records: {}, bulkPageRows: SERVED, apiLimit: 1_000_000 })
const parents = Array.from({ length: 1000 }, (_, index) =>
  emulator.org.insert('Parent__c', { Name: `Parent ${index}` }),
)
for (let row = 0; row < ROWS; row++) {
  emulator.org.insert('Line__c', {
    Name: `Line ${row}`,
    Key__c: `K-${row}`,
    City__c: `City ${row % 997}`,
    Status__c: ['Open', 'Matched', 'Void'][row % 3],
    Value__c: ((row * 7919) % 1_000_003) / 100,
    Open__c: row % 2 === 0 ? 0 : row / 100,
    Quantity__c: row % 1000,
    Posted__c: row % 5 !== 0,
    Date__c: `2024-${String((row % 12) + 1).padStart(2, '0')}-15`,
    Parent__c: parents[row % 1000],
  })
}
note(`load ${ROWS} rows`, loaded(), ROWS)

const headers = { Authorization: `Bearer ${emulator.credentials.accessToken}` }
const get = (path) => fetch(emulator.url + path, { headers })
const query = async (soql) => {
  const response = await get(`/services/data/v67.0/query?q=${encodeURIComponent(soql)}`)
  const body = await response.json()
  if (response.status !== 200) throw new Error(JSON.stringify(body))
  return body
}
const timed = async (what, soql) => {
  // The first run makes indexes and warms the machine up.
  await query(soql)
  const stop = stopwatch()
  await query(soql)
  note(what, stop())
}

const COLUMNS =
  'Id, Name, Key__c, City__c, Status__c, Value__c, Open__c, Quantity__c, Posted__c, Date__c, Parent__c, CreatedDate'

async function serveOverRest() {
  const stop = stopwatch()
  let path = `/services/data/v67.0/query?q=${encodeURIComponent(`SELECT ${COLUMNS} FROM Line__c LIMIT ${SERVED}`)}`
  while (path !== undefined) {
    const text = await (await get(path)).text()
    path = /"nextRecordsUrl":"([^"]+)"/.exec(text.slice(0, 300))?.[1]
  }
  note('REST, 12 columns', stop(), SERVED)
}

async function serveOverBulk() {
  const stop = stopwatch()
  const created = await fetch(`${emulator.url}/services/data/v67.0/jobs/query`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ operation: 'query', query: `SELECT ${COLUMNS} FROM Line__c LIMIT ${SERVED}` }),
  })
  const job = `/services/data/v67.0/jobs/query/${(await created.json()).id}`
  for (;;) {
    const { state } = await (await get(job)).json()
    if (state === 'JobComplete') break
    if (state === 'Failed' || state === 'Aborted') throw new Error(`the job is ${state}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  for (let locator = ''; locator !== 'null'; ) {
    const page = await get(`${job}/results${locator === '' ? '' : `?locator=${locator}`}`)
    await page.text()
    locator = page.headers.get('sforce-locator') ?? 'null'
  }
  note('Bulk CSV, 12 columns', stop(), SERVED)
}

await serveOverRest()
await serveOverRest()
await serveOverBulk()
await serveOverBulk()
await timed(
  'filter on two fields',
  "SELECT COUNT() FROM Line__c WHERE Status__c = 'Open' AND Value__c > 9000",
)
await timed('LIKE', "SELECT COUNT() FROM Line__c WHERE City__c LIKE '%y 99%'")
await timed('by lookup', `SELECT Name FROM Line__c WHERE Parent__c = '${parents[7]}' LIMIT 10`)
await timed('by unique field', "SELECT Name FROM Line__c WHERE Key__c IN ('K-17', 'k-999')")
await timed('sum by picklist', 'SELECT Status__c, SUM(Value__c) FROM Line__c GROUP BY Status__c')
await timed(
  'sum by a parent’s name',
  'SELECT Parent__r.Name, SUM(Value__c) FROM Line__c GROUP BY Parent__r.Name',
)
await timed(
  'sum by two fields',
  'SELECT Status__c, Date__c, SUM(Value__c), COUNT(Id) FROM Line__c GROUP BY Status__c, Date__c',
)
await timed(
  'first ten in an order',
  'SELECT Name FROM Line__c ORDER BY Value__c DESC NULLS LAST, Id LIMIT 10',
)
await emulator.close()
if (values.json) console.log(JSON.stringify(figures, null, 2))
else {
  console.table(figures)
  console.log(`resident memory ${Math.round(process.memoryUsage().rss / 1e6)} MB, Node ${process.version}`)
}
