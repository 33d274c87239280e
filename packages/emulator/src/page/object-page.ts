import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { LocalOrg } from '../server/local-org.js'
import { type Html, html } from './html.js'
import { layout } from './layout.js'

const SHOWN_RECORDS = 25
/** Of more columns a page makes no sense. */
const SHOWN_COLUMNS = 8

/** One object: its fields, and its last records. */
export function objectPage(object: OrgObject, localOrg: LocalOrg): Html {
  const table = localOrg.org.table(object)
  const columns = shownColumns(object)
  return layout(
    object.name,
    html`
<header><h1>${object.name}</h1><span class="quiet">${object.schema.label} · Ids begin with ${object.keyPrefix}</span><a href="/">All objects</a></header>
<main>
<section class="wide">
<h2>Last of ${table.liveSize} records</h2>
<div class="scroll"><table class="records">
<thead><tr>${columns.map(({ name }) => html`<th>${name}</th>`)}</tr></thead>
<tbody>${lastRows(object, localOrg).map((row) => html`<tr>${columns.map((field) => html`<td class="code">${String(table.value(field, row) ?? '')}</td>`)}</tr>`)}</tbody>
</table></div>
</section>
<section class="wide">
<h2>Fields</h2>
<table>
<thead><tr><th>Name</th><th>Label</th><th>Type</th><th>Refers to</th><th>Abilities</th></tr></thead>
<tbody>${object.fields.map(fieldRow)}</tbody>
</table>
</section>
</main>`,
  )
}

function shownColumns({ fields }: OrgObject): readonly OrgField[] {
  const rank = ({ name, schema }: OrgField): number => {
    if (schema.type === 'id') return 0
    if (schema.nameField === true || name === 'Name') return 1
    return schema.custom === true ? 2 : 3
  }
  const plain = fields.filter(
    ({ kind, isLongText }) => kind !== 'compound' && kind !== 'base64' && !isLongText,
  )
  return [...plain].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN_COLUMNS)
}

function lastRows(object: OrgObject, { org }: LocalOrg): readonly number[] {
  const table = org.table(object)
  const rows: number[] = []
  for (let row = table.size - 1; row >= 0 && rows.length < SHOWN_RECORDS; row--) {
    if (!table.isDeleted(row)) rows.push(row)
  }
  return rows
}

function fieldRow({ schema, kind, referenceTo }: OrgField): Html {
  const { name, label, type, length = 0, precision = 0, scale = 0 } = schema
  const isText = kind === 'text' && length > 0
  const size = kind === 'double' && precision > 0 ? `(${precision}, ${scale})` : isText ? `(${length})` : ''
  const abilities = [
    'filterable',
    'sortable',
    'groupable',
    'aggregatable',
    'createable',
    'updateable',
  ] as const
  const able = abilities.filter((ability) => schema[ability] === true).join(', ')
  return html`<tr><td class="code">${name}</td><td>${label}</td><td class="code">${type}${size}</td><td class="code">${referenceTo.join(', ')}</td><td class="quiet">${able}</td></tr>`
}
