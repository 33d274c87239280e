import type { TableColumn } from '@certsql/catalog'
import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'

/** Objects that Bulk refuses: views of others, and what only REST can read. */
const REST_ONLY_OBJECTS: ReadonlySet<string> = new Set([
  'activityhistory',
  'aggregateresult',
  'assettokenevent',
  'eventwhorelation',
  'knowledgearticleversion',
  'notesandattachment',
  'openactivity',
  'partnerrole',
  'processinstancehistory',
  'recentlyviewed',
  'taskpriority',
  'taskwhorelation',
])

/** Value sets (`CaseStatus`, `TaskStatus`, …) and the variants of event relations. */
const REST_ONLY_NAMES = /(?:^[a-z]+status|^(?:accepted|declined|undecided)eventrelation)$/

interface BulkRule {
  readonly applies: (scan: RemoteScan) => boolean
  readonly reason: string
}

/** Why a scan cannot, or should not, run as a Bulk job; the first rule that applies gives the reason. */
const BULK_RULES: readonly BulkRule[] = [
  { applies: ({ grouping }) => grouping !== undefined, reason: 'Bulk has no aggregates' },
  { applies: ({ offset = 0 }) => offset > 0, reason: 'Bulk has no OFFSET' },
  {
    applies: ({ orderBy }) => orderBy.length > 0,
    reason: 'the order is that of the org, and pages of a Bulk job promise none',
  },
  {
    applies: ({ limit }) => limit !== undefined,
    reason: 'a LIMIT keeps the org from splitting a Bulk job, and REST stops at it',
  },
  { applies: ({ scope }) => scope !== undefined, reason: 'USING SCOPE is not documented for Bulk' },
  {
    applies: ({ table: { name } }) =>
      REST_ONLY_OBJECTS.has(name.toLowerCase()) || REST_ONLY_NAMES.test(name.toLowerCase()),
    reason: 'Bulk does not know this object',
  },
  {
    applies: ({ outputs }) => outputs.some(({ expression }) => expression.kind !== 'SoqlField'),
    reason: 'functions of SOQL in SELECT are not documented for Bulk',
  },
  { applies: (scan) => columnsOf(scan).some(isCompound), reason: 'Bulk has no compound fields' },
  {
    applies: (scan) => columnsOf(scan).some(isBase64),
    reason: 'Bulk has no fields of type base64',
  },
  {
    applies: (scan) => columnsOf(scan).some(isTextFormula),
    reason: "a text formula's empty text cannot be told from null in CSV",
  },
  {
    applies: (scan) => columnsOf(scan).some(isAnyType),
    reason: 'CSV does not tell the types of a column of any type',
  },
]

/** Undefined where the scan can run as a Bulk job and gives the same rows; else why not. */
export function bulkObstacle(scan: RemoteScan): string | undefined {
  return BULK_RULES.find(({ applies }) => applies(scan))?.reason
}

function columnsOf({ outputs }: RemoteScan): readonly TableColumn[] {
  return outputs.map(({ expression }) => pathOf(expression).column)
}

function isCompound({ type, fieldType }: TableColumn): boolean {
  return type.kind === 'json' || fieldType === 'address' || fieldType === 'location'
}

function isBase64({ fieldType }: TableColumn): boolean {
  return fieldType === 'base64'
}

/** Stored text is never empty, so only a formula makes the difference. */
function isTextFormula({ type, field }: TableColumn): boolean {
  return type.kind === 'text' && field.calculated === true
}

function isAnyType({ fieldType }: TableColumn): boolean {
  return fieldType === 'anyType'
}
