import { CertSqlError, internalError } from '@certsql/core'
import { printJson } from '../rest/print-json.js'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { holdsReferences, recordId, referenceInData } from './check-write.js'
import { type CompositePart, readCompositeParts } from './composite-parts.js'
import { readErrors, readResult, refusedOutcome, strangeAnswer } from './read-outcomes.js'
import { type GraphNode, MAX_GRAPH_NODES, type RowOutcome, type WriteRecord } from './record-write.js'
import { repeatedOutcomes } from './repeated-outcomes.js'
import { isIdempotent } from './write-request.js'

/** Writes records of any objects by one call, all of them or none; later ones may refer to earlier ones. */
export async function writeGraph(
  caller: RestCaller,
  apiVersion: string,
  nodes: readonly GraphNode[],
  options: RequestOptions,
): Promise<readonly RowOutcome[]> {
  if (nodes.length < 1 || nodes.length > MAX_GRAPH_NODES)
    throw internalError(`a graph of ${nodes.length} nodes`)
  checkReferences(nodes)
  const compositeRequest = nodes.map((node) => nodeRequest(node, apiVersion))
  const sent = await caller.write(
    {
      method: 'POST',
      path: `/services/data/v${apiVersion}/composite/graph`,
      idempotent: nodes.every(({ record, ...node }) =>
        isIdempotent({ ...node, records: [record], allOrNone: true }),
      ),
      body: printJson({ graphs: [{ graphId: 'graph', compositeRequest }] }),
    },
    options,
  )
  if (sent.kind === 'lost') return nodes.map(() => ({ kind: 'inDoubt', cause: sent.cause }))
  const outcomes = readNodes(nodes, sent.answer.body)
  if (!sent.isRepeat) return outcomes
  return repeatedOutcomes(
    nodes.map(({ operation, record }, index) => {
      return { operation, record, outcome: outcomes[index] ?? { kind: 'inDoubt', cause: strangeAnswer() } }
    }),
    true,
  )
}

const REFERENCE = /^@\{(\w+)\.id\}$/

/** A text is a reference to an earlier node as a whole, or it has nothing of one. */
function checkReferences(nodes: readonly GraphNode[]): void {
  const earlier = new Set<string>()
  for (const { referenceId, record } of nodes) {
    const data = Object.entries(record).filter(([, value]) => !isReference(value, earlier))
    if (holdsReferences(Object.fromEntries(data))) throw referenceInData()
    earlier.add(referenceId)
  }
}

function isReference(value: WriteRecord[string] | undefined, known: ReadonlySet<string>): boolean {
  const [, referenceId] = typeof value === 'string' ? (REFERENCE.exec(value) ?? []) : []
  return referenceId !== undefined && known.has(referenceId)
}

function nodeRequest(node: GraphNode, apiVersion: string): Readonly<Record<string, unknown>> {
  const { referenceId, operation, object, externalIdField = 'Id', record } = node
  const resource = `/services/data/v${apiVersion}/sobjects/${encodeURIComponent(object)}`
  switch (operation) {
    case 'insert':
      return { method: 'POST', url: resource, referenceId, body: record }
    case 'update': {
      const { Id: _, ...body } = record
      return { method: 'PATCH', url: `${resource}/${nodeId(record)}`, referenceId, body }
    }
    case 'upsert': {
      const { [externalIdField]: key, ...body } = record
      const url = `${resource}/${encodeURIComponent(externalIdField)}/${keyInAddress(externalIdField, key)}`
      return { method: 'PATCH', url, referenceId, body }
    }
    case 'delete':
      return { method: 'DELETE', url: `${resource}/${nodeId(record)}`, referenceId }
  }
}

/** The references have been checked, so what has the form of one is one. */
function nodeId(record: WriteRecord): string {
  const { Id: id } = record
  return typeof id === 'string' && REFERENCE.test(id) ? id : recordId(record)
}

/** A node names its record by its address only, in which a path of dots would lead elsewhere. */
function keyInAddress(field: string, key: WriteRecord[string] | undefined): string {
  const text = key === null || key === undefined ? '' : String(key)
  if (!/^\.*$/.test(text)) return encodeURIComponent(text)
  throw new CertSqlError({
    code: 'CERT-3003',
    message: `${JSON.stringify(key ?? null)} cannot be the value of ${field} of an upsert inside of a transaction.`,
    hint: 'an upsert needs a value that finds a record; write this one outside of the transaction',
  })
}

function readNodes(nodes: readonly GraphNode[], body: unknown): readonly RowOutcome[] {
  const { graphs } = (body ?? {}) as { readonly graphs?: readonly { readonly graphResponse?: unknown }[] }
  const parts = readCompositeParts(Array.isArray(graphs) ? graphs[0]?.graphResponse : undefined)
  const ids = new Map<string, string>()
  return nodes.map((node) => {
    const outcome = readNode(node, parts.get(node.referenceId), ids)
    if (outcome.kind === 'written') ids.set(node.referenceId, outcome.id)
    return outcome
  })
}

function readNode(
  { operation, record }: GraphNode,
  part: CompositePart | undefined,
  ids: ReadonlyMap<string, string>,
): RowOutcome {
  if (part === undefined) return { kind: 'inDoubt', cause: strangeAnswer() }
  if (part.status >= 300) return refusedOutcome(readErrors(part.body))
  const [, referenceId = ''] = REFERENCE.exec(String(record.Id)) ?? []
  const Id = ids.get(referenceId) ?? record.Id ?? null
  return readResult(operation, { Id }, part.body ?? { success: true })
}
