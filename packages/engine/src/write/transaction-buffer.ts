import { CertSqlError, internalError, type JsonRecordValue } from '@certsql/core'
import { MOST_GRAPH_RECORDS } from '@certsql/planner'
import type { GraphNode } from '../remote-writes.js'
import type { PendingRow } from './pending-row.js'
import type { RowReferences } from './read-rows.js'

/** The platform's bounds of one graph: https://developer.salesforce.com/docs (Composite Graph limits). */
const MOST_KINDS = 15
const DEEPEST_CHAIN = 15

/** A record of a transaction, as it is sent at COMMIT. */
export interface TransactionNode {
  readonly node: GraphNode
  readonly row: PendingRow
  /** How many references stand between this and a record that refers to none. */
  readonly depth: number
}

interface SavepointMark {
  readonly name: string
  readonly length: number
}

/**
 * The writes of a transaction, in their order. Nothing of it is in the org before COMMIT; then all of it is sent as one
 * graph, and all or nothing is written.
 */
export class TransactionBuffer implements RowReferences {
  private nodes: TransactionNode[] = []
  private savepoints: SavepointMark[] = []
  private objectsByReference = new Map<string, string>()
  private nextReference = 1

  get size(): number {
    return this.nodes.length
  }

  get all(): readonly TransactionNode[] {
    return this.nodes
  }

  objectOf(text: string): string | undefined {
    return this.objectsByReference.get(text)
  }

  /** Takes in the records of a statement, or none of them; gives a reference for each. */
  add(object: string, rows: readonly PendingRow[]): readonly string[] {
    const draft = rows.map((row, index) => this.nodeOf(object, row, this.nextReference + index))
    this.requireRoom(draft)
    this.nodes.push(...draft)
    this.nextReference += draft.length
    return draft.map(({ node }) => {
      const reference = referenceTo(node.referenceId)
      if (node.operation === 'insert') this.objectsByReference.set(reference, object)
      return reference
    })
  }

  savepoint(name: string): void {
    this.savepoints.push({ name, length: this.nodes.length })
  }

  /** Forgets what came after the savepoint, which itself stays. */
  rollbackTo(name: string): void {
    const position = this.positionOf(name)
    const length = this.savepoints[position]?.length ?? 0
    this.savepoints = this.savepoints.slice(0, position + 1)
    for (const { node } of this.nodes.slice(length))
      this.objectsByReference.delete(referenceTo(node.referenceId))
    this.nodes = this.nodes.slice(0, length)
  }

  /** Forgets the savepoint and those after it; what was written stays. */
  release(name: string): void {
    this.savepoints = this.savepoints.slice(0, this.positionOf(name))
  }

  private positionOf(name: string): number {
    const position = this.savepoints.findLastIndex((mark) => mark.name.toLowerCase() === name.toLowerCase())
    if (position >= 0) return position
    throw new CertSqlError({
      code: 'CERT-8007',
      message: `There is no savepoint "${name}".`,
      hint:
        this.savepoints.length === 0
          ? 'SAVEPOINT name sets one'
          : `there are ${this.savepoints.map((mark) => mark.name).join(', ')}`,
    })
  }

  private nodeOf(object: string, row: PendingRow, number: number): TransactionNode {
    const { operation, externalIdField } = row.action
    if (operation === 'undelete') throw internalError('an undelete was to be sent in a graph.')
    const node: GraphNode = {
      referenceId: `r${number}`,
      operation,
      object,
      ...(externalIdField !== undefined && { externalIdField: externalIdField.name }),
      record: row.record,
    }
    return { node, row, depth: this.depthOf(Object.values(row.record)) }
  }

  private depthOf(values: readonly JsonRecordValue[]): number {
    const depths = values.map((value) =>
      typeof value === 'string' && this.objectsByReference.has(value)
        ? (this.nodes.find(({ node }) => referenceTo(node.referenceId) === value)?.depth ?? 0) + 1
        : 0,
    )
    return Math.max(0, ...depths)
  }

  private requireRoom(draft: readonly TransactionNode[]): void {
    const size = this.nodes.length + draft.length
    if (size > MOST_GRAPH_RECORDS) {
      throw new CertSqlError({
        code: 'CERT-8006',
        message: `A transaction holds at most ${MOST_GRAPH_RECORDS} records; with this statement it would hold ${size.toLocaleString('en')}.`,
        hint: 'nothing of the statement was taken in; commit in parts, or write outside of a transaction: up to 1,000 records of a statement are all or none there',
      })
    }
    const kinds = new Set([...this.nodes, ...draft].map(({ node }) => `${node.operation} ${node.object}`))
    if (kinds.size > MOST_KINDS) {
      throw new CertSqlError({
        code: 'CERT-8006',
        message: `A transaction does at most ${MOST_KINDS} different things (as "insert Account"); with this statement it would do ${kinds.size}.`,
      })
    }
    if (draft.some(({ depth }) => depth >= DEEPEST_CHAIN)) {
      throw new CertSqlError({
        code: 'CERT-8006',
        message: `New records of a transaction can refer to each other over at most ${DEEPEST_CHAIN} levels.`,
      })
    }
  }
}

/** How later statements of the transaction, and the org at COMMIT, name a new record. */
export function referenceTo(referenceId: string): string {
  return `@{${referenceId}.id}`
}
