// What a statement cost, each of its requests, and spans for a tracer.
//
//   node examples/observability.mjs
import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import { connect } from '@certsql/driver'
import { startEmulator } from '@certsql/emulator'

// A tracer in twenty lines. With OpenTelemetry, `begin` is tracer.startSpan and `end` is span.end().
const spans = []
const parentOf = new AsyncLocalStorage()
const spanOf = new WeakMap()

function trace(name, label) {
  const channel = tracingChannel(name)
  const begin = (event) => {
    const span = { name, parent: parentOf.getStore()?.name, label: label(event) }
    spanOf.set(event, span)
    return span
  }
  // Whatever happens inside finds this span as its parent.
  channel.start.bindStore(parentOf, begin)
  channel.subscribe({
    error: (event) => Object.assign(spanOf.get(event), { failed: event.error.code }),
    asyncEnd: (event) => spans.push(spanOf.get(event)),
  })
}
trace('certsql:statement', ({ sql }) => sql)
trace('certsql:request', ({ method, path }) => `${method} ${path}`)

const org = await startEmulator({
  asOf: '2025-06-30',
  // The first page breaks off once.
  faults: [{ match: { path: '/query', nth: 1 }, action: { truncate: 0.5 } }],
})
let requests = 0
const connection = await connect({
  LoginURL: org.url,
  User: org.credentials.username,
  Password: org.credentials.password,
  SecurityToken: org.credentials.securityToken,
  MetadataCache: 'off',
  onRequest: ({ status, retries, milliseconds }) => {
    requests++
    if (retries > 0)
      console.log(`a request took ${retries + 1} attempts until ${status}, ${Math.ceil(milliseconds)} ms`)
  },
})

try {
  const { stats } = await connection.query('SELECT Name FROM Account WHERE Industry IS NOT NULL')
  const { apiCalls, pages, rowsFetched, retries, waitMilliseconds, bulkJobs, phases } = stats
  console.log(
    `${apiCalls} API calls, ${pages} page, ${rowsFetched > 0 ? 'some' : 'no'} rows, ${bulkJobs} Bulk jobs`,
  )
  console.log(`${retries} retry, waited ${waitMilliseconds > 0 ? 'a little' : 'not at all'}`)
  console.log(`phases: ${Object.keys(phases).join(', ')}`)
  await connection.query('SELECT Nmae FROM Account').catch(() => {})
} finally {
  await connection.close()
  await org.close()
}
console.log(`${requests} requests in all`)
for (const { name, parent, label, failed } of spans) {
  console.log(
    `${parent === undefined ? '' : '  '}${name}: ${label}${failed === undefined ? '' : ` (${failed})`}`,
  )
}
