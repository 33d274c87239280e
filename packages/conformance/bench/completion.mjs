// How long the shell takes to propose what may be typed, in an org of 1,000 objects. Usage: node completion.mjs [--runs 20] [--json]
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { connect } from '@certsql/driver'
import { parseStatement } from '@certsql/sql'
import { completeInput } from '../../cli/dist/shell/completion/complete-input.js'
import { spawnedOrg } from './local-org.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    objects: { type: 'string', default: '1000' },
  },
})
const runs = Number(values.runs)

const LONG = `SELECT ${Array.from({ length: 40 }, (_, index) => `acme__Figure${index}__c + 1 AS f${index}`).join(', ')} FROM acme__Thing500__c WHERE Name = 'a' `

/** What is typed; the cursor is at its end. */
const INPUTS = {
  'a table': 'SELECT * FROM thing50',
  'all tables': 'SELECT * FROM ',
  'a column': 'SELECT t.Figure FROM acme__Thing500__c t WHERE t.Fig',
  'a keyword': 'SELECT Name FROM acme__Thing500__c WHERE Name IS NOT NULL ',
  'behind a long statement': `${LONG}GRO`,
  'all behind a long statement': LONG,
  'a join condition': 'SELECT 1 FROM acme__Thing500__c a JOIN acme__Thing501__c b ON ',
  'a picklist value': "SELECT 1 FROM acme__Thing500__c WHERE acme__Status__c = '",
  'a function': 'SELECT date_',
  'a command': '\\d thing50',
}

const org = await spawnedOrg([fileURLToPath(new URL('wide-org.mjs', import.meta.url)), values.objects])
try {
  const session = await connect({
    OAuthAccessToken: org.accessToken,
    InstanceUrl: org.url,
    MetadataCache: 'memory://',
  })
  const sources = {
    session,
    variables: new Map(),
    resultColumns: [],
    profileNames: async () => [],
    queryNames: async () => [],
  }
  // What it is compared with: reading a statement.
  const parsing = await measure(async () => parseStatement(LONG))
  const rows = []
  for (const [what, text] of Object.entries(INPUTS)) {
    const first = await timed(() => completeInput(text, text.length, sources))
    const then = await measure(() => completeInput(text, text.length, sources))
    const { candidates } = await completeInput(text, text.length, sources)
    if (candidates.length === 0) throw new Error(`Nothing is proposed for ${what}.`)
    rows.push({
      what,
      candidates: candidates.length,
      firstMilliseconds: round(first.milliseconds),
      milliseconds: round(then.milliseconds),
      slowest: round(then.slowest),
      cpuMilliseconds: round(then.cpu),
      againstParsing: round(then.cpu / parsing.cpu),
    })
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2))
  else console.table(rows)
  await session.close()
} finally {
  org.close()
}

async function timed(work) {
  const cpu = process.cpuUsage()
  const started = performance.now()
  await work()
  const milliseconds = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { milliseconds, cpu: (user + system) / 1_000 }
}

/** Medians, after the code is warm. */
async function measure(work) {
  for (let index = 0; index < 5; index++) await work()
  const taken = []
  for (let index = 0; index < runs; index++) taken.push(await timed(work))
  const sorted = (name) => taken.map((one) => one[name]).sort((a, b) => a - b)
  const middle = Math.floor(runs / 2)
  return {
    milliseconds: sorted('milliseconds')[middle],
    slowest: sorted('milliseconds').at(-1),
    cpu: sorted('cpu')[middle],
  }
}

function round(figure) {
  return Number(figure.toFixed(2))
}
