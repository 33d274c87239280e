import type { LocalOrg } from '../server/local-org.js'
import type { LoggedRequest } from '../server/request-log.js'
import { type Html, html } from './html.js'
import { layout } from './layout.js'
import { REFRESH_SCRIPT } from './refresh-script.js'

const SHOWN_REQUESTS = 100
const NOTHING = html``

/** The org at a glance: what is in it, how to get in, what was asked. */
export function homePage(localOrg: LocalOrg): Html {
  const { org } = localOrg
  return layout(
    org.identity.organizationName,
    html`
<header>
<h1>${org.identity.organizationName}</h1>
<span class="quiet" data-live="summary">${summary(localOrg)}</span>
<button class="small" id="refresh" hidden>Pause</button>
</header>
<main>
<section>
<h2>Credentials</h2>
<table><tbody>${credentialRows(localOrg)}</tbody></table>
<p>${links(localOrg)}</p>
</section>
<section>
<h2>Recent requests</h2>
<div class="scroll">
<table>
<thead><tr><th>Time</th><th>Request</th><th class="number">Status</th><th class="number">Rows</th><th class="number">Size</th><th class="number">Time</th></tr></thead>
<tbody data-live="requests">${requestRows(localOrg)}</tbody>
</table>
</div>
</section>
<section>
<h2>Objects</h2>
<input type="search" id="filter" placeholder="Filter objects" aria-label="Filter objects">
<div class="scroll">
<table>
<thead><tr><th>Object</th><th class="number">Records</th><th class="number">Deleted</th></tr></thead>
<tbody data-live="objects">${objectRows(localOrg)}</tbody>
</table>
</div>
</section>
<section>
<h2>Bulk jobs</h2>
<div class="scroll">
<table>
<thead><tr><th>Job</th><th>Operation</th><th>Object</th><th>State</th><th class="number">Records</th></tr></thead>
<tbody data-live="jobs">${jobRows(localOrg)}</tbody>
</table>
</div>
</section>
</main>
<script>${REFRESH_SCRIPT}</script>`,
  )
}

const COUNT = new Intl.NumberFormat('en-US')

function summary({ org, apiCalls, apiLimit }: LocalOrg): Html {
  const now = new Date(org.now()).toISOString().slice(0, 16).replace('T', ' ')
  return html`${org.identity.organizationId} · now ${now} UTC · ${COUNT.format(apiCalls)} of ${COUNT.format(apiLimit)} API calls`
}

function credentialRows({ url, credentials, tokens }: LocalOrg): readonly Html[] {
  const values: readonly (readonly [string, string])[] = [
    ['Address', url],
    ['User name', credentials.username],
    ['Password', credentials.password],
    ['Security token', credentials.securityToken],
    ['Client id', credentials.clientId],
    ['Client secret', credentials.clientSecret],
    ['Access token', tokens.accessToken],
    ['Refresh token', tokens.refreshToken],
  ]
  return values.map(
    ([label, value]) =>
      html`<tr><th scope="row">${label}</th><td class="code">${value}</td><td class="number"><button class="small" data-copy="${value}" hidden>Copy</button></td></tr>`,
  )
}

function links({ url, credentials }: LocalOrg): Html {
  const authorization = new URLSearchParams({
    response_type: 'code',
    client_id: credentials.clientId,
    redirect_uri: `${url}/services/oauth2/success`,
  })
  return html`<a href="/services/oauth2/authorize?${authorization.toString()}">Log in as an app</a> · <a href="/setup/connect">Connect a device</a> · <a href="/services/data">API versions</a>`
}

function objectRows({ org }: LocalOrg): readonly Html[] {
  const counted = [...org.objects.values()].map((object) => {
    const table = org.table(object)
    return { object, records: table.liveSize, deleted: deletedRows(table) }
  })
  counted.sort((a, b) => b.records - a.records || (a.object.name < b.object.name ? -1 : 1))
  return counted.map(
    ({ object, records, deleted }) =>
      html`<tr><td><a class="code" href="/objects/${object.name}">${object.name}</a><div class="quiet">${object.schema.label}</div></td><td class="number">${COUNT.format(records)}</td><td class="number quiet">${deleted === 0 ? '' : COUNT.format(deleted)}</td></tr>`,
  )
}

function deletedRows(table: ReturnType<LocalOrg['org']['table']>): number {
  let deleted = 0
  for (let row = 0; row < table.size; row++) {
    if (table.isDeleted(row) && !table.isPurged(row)) deleted++
  }
  return deleted
}

function requestRows({ log }: LocalOrg): readonly Html[] {
  const requests = log.requests.slice(-SHOWN_REQUESTS).reverse()
  if (requests.length === 0) return [emptyRow('Nobody has asked anything yet.', 6)]
  return requests.map(requestRow)
}

function requestRow({ t, method, path, soql, status, rows, bytes, ms }: LoggedRequest): Html {
  const query = soql === undefined ? NOTHING : html`<div class="code">${soql}</div>`
  // A request without an answer has status 0.
  const isBad = status >= 400 || status === 0
  return html`<tr><td class="number quiet">${t.slice(11, 19)}</td><td><span class="code quiet">${method} ${path}</span>${query}</td><td class="number${isBad ? ' bad' : ''}">${status === 0 ? 'none' : status}</td><td class="number">${rows === undefined ? '' : COUNT.format(rows)}</td><td class="number quiet">${sizeText(bytes)}</td><td class="number">${COUNT.format(Math.round(ms))} ms</td></tr>`
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function jobRows({ jobs }: LocalOrg): readonly Html[] {
  const all = [...jobs.queryList(), ...jobs.ingestList()].map((job) => job.details())
  if (all.length === 0) return [emptyRow('There are no jobs.', 5)]
  return all
    .reverse()
    .map(
      (job) =>
        html`<tr><td class="code">${String(job.id)}</td><td>${String(job.operation)}</td><td class="code">${String(job.object)}</td><td${job.state === 'Failed' ? html` class="bad"` : NOTHING}>${String(job.state)}</td><td class="number">${COUNT.format(Number(job.numberRecordsProcessed))}</td></tr>`,
    )
}

function emptyRow(words: string, columns: number): Html {
  return html`<tr><td class="quiet" colspan="${columns}">${words}</td></tr>`
}
