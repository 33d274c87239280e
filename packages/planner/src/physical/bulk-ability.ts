import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import { bulkAbility } from '../verdict/field-ability.js'

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
  /** The form of a statement. */
  readonly form: string
  readonly applies: (scan: RemoteScan) => boolean
  readonly reason: string
}

/** Why a scan cannot, or should not, run as a Bulk job; the first rule that applies gives the reason. */
export const BULK_RULES: readonly BulkRule[] = [
  {
    form: 'GROUP BY and aggregates',
    applies: ({ grouping }) => grouping !== undefined,
    reason: 'Bulk has no aggregates',
  },
  { form: 'OFFSET', applies: ({ offset = 0 }) => offset > 0, reason: 'Bulk has no OFFSET' },
  {
    form: 'ORDER BY',
    applies: ({ orderBy }) => orderBy.length > 0,
    reason: 'the order is that of the org, and pages of a Bulk job promise none',
  },
  {
    form: 'LIMIT',
    applies: ({ limit }) => limit !== undefined,
    reason: 'a LIMIT keeps the org from splitting a Bulk job, and REST stops at it',
  },
  {
    form: 'SCOPE',
    applies: ({ scope }) => scope !== undefined,
    reason: 'USING SCOPE is not documented for Bulk',
  },
  {
    form: 'some objects',
    applies: ({ table: { name } }) =>
      REST_ONLY_OBJECTS.has(name.toLowerCase()) || REST_ONLY_NAMES.test(name.toLowerCase()),
    reason: 'Bulk does not know this object',
  },
  {
    form: 'toLabel, FORMAT and convertCurrency',
    applies: ({ outputs }) => outputs.some(({ expression }) => expression.kind !== 'SoqlField'),
    reason: 'functions of SOQL in SELECT are not documented for Bulk',
  },
]

/** Undefined where the scan can run as a Bulk job and gives the same rows; else why not. */
export function bulkObstacle(scan: RemoteScan): string | undefined {
  return BULK_RULES.find(({ applies }) => applies(scan))?.reason ?? columnObstacle(scan)
}

/** What the table of abilities says of the columns, with the names of those that it says it of. */
function columnObstacle({ outputs }: RemoteScan): string | undefined {
  const refused = outputs.flatMap(({ expression }) => {
    const path = pathOf(expression)
    const { verdict, reason } = bulkAbility(path.column)
    return verdict === 'none' ? [{ name: path.column.name, reason }] : []
  })
  const [first] = refused
  if (first === undefined) return undefined
  const names = refused.filter(({ reason }) => reason === first.reason).map(({ name }) => name)
  return `${first.reason} (${names.join(', ')})`
}
