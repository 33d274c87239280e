import { race } from './measure.mjs'

const COLUMNS = [
  'Id',
  'Name',
  'c2g__LineType__c',
  'c2g__DueDate__c',
  'c2g__HomeValue__c',
  'c2g__HomeOutstandingValue__c',
  'c2g__DocumentValue__c',
  'c2g__DocumentOutstandingValue__c',
  'c2g__MatchingStatus__c',
  'c2g__Account__c',
  'c2g__Transaction__c',
  'CreatedDate',
]
const OBJECT = 'c2g__codaTransactionLineItem__c'
const QUERY = `SELECT ${COLUMNS.join(', ')} FROM ${OBJECT}`

/** A SELECT that the org does alone, over REST, as objects: CertSQL, jsforce, and a bare loop of fetch and JSON.parse. */
export async function benchStreaming(connection, org, jsforce, runs) {
  connection.set('UseBulk', 'never')
  const competitors = {
    certsql: () => countStream(connection.stream(QUERY)),
    fetch: () => countPages(org),
    ...(jsforce === undefined ? {} : { jsforce: () => countJsforce(org, jsforce) }),
  }
  const figures = await race(runs, competitors)
  const rows = figures.certsql.result
  const short = Object.keys(figures).filter((name) => figures[name].result !== rows)
  if (short.length > 0) throw new Error(`not all rows came by ${short.join(', ')}`)
  connection.set('UseBulk', null)
  const perSecond = (name) => Math.round(figures[name].result / figures[name].seconds)
  const ratio = (name) => round(figures[name].seconds / figures.certsql.seconds)
  return {
    rows,
    columns: COLUMNS.length,
    rowsPerSecond: Object.fromEntries(Object.keys(competitors).map((name) => [name, perSecond(name)])),
    cpuSeconds: Object.fromEntries(
      Object.keys(competitors).map((name) => [name, round(figures[name].cpuSeconds)]),
    ),
    speedAgainst: Object.fromEntries(
      Object.keys(competitors)
        .filter((name) => name !== 'certsql')
        .map((name) => [name, ratio(name)]),
    ),
  }
}

async function countStream(stream) {
  let rows = 0
  for await (const row of stream) if (row.Id !== null) rows++
  return rows
}

async function countPages({ url, accessToken }) {
  const headers = { Authorization: `Bearer ${accessToken}` }
  let rows = 0
  let path = `/services/data/v62.0/query?q=${encodeURIComponent(QUERY)}`
  while (path !== undefined) {
    const page = await (await fetch(url + path, { headers })).json()
    for (const record of page.records) if (record.Id !== null) rows++
    path = page.nextRecordsUrl
  }
  return rows
}

async function countJsforce({ url, accessToken }, jsforce) {
  const connection = new jsforce.Connection({ instanceUrl: url, accessToken, version: '62.0' })
  let rows = 0
  const query = connection.query(QUERY)
  query.on('record', (record) => {
    if (record.Id !== null) rows++
  })
  await query.execute({ autoFetch: true, maxFetch: 10_000_000 })
  return rows
}

function round(value) {
  return Math.round(value * 100) / 100
}
