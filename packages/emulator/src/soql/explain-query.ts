import type { OrgObject } from '../org/org-object.js'
import type { Evaluation } from './evaluation.js'
import { parseSoql } from './parse-soql.js'
import { queriedObject } from './queried-object.js'
import type { Condition } from './query-tree.js'
import { runQuery } from './run-query.js'

/** A plan above this cost reads too much. */
const TABLE_SCAN_COST = 2.5

interface QueryPlan {
  readonly cardinality: number
  readonly fields: readonly string[]
  readonly leadingOperationType: 'Index' | 'TableScan'
  readonly notes: readonly PlanNote[]
  readonly relativeCost: number
  readonly sobjectCardinality: number
  readonly sobjectType: string
}

interface PlanNote {
  readonly description: string
  readonly fields: readonly string[]
  readonly tableEnumOrId: string
}

/** What `?explain=` tells: how many rows there are, and how many the query would give. */
export function explainQuery(
  soql: string,
  evaluation: Evaluation,
): { plans: readonly QueryPlan[]; sourceQuery: string } {
  const query = parseSoql(evaluation.complaints)
  const object = queriedObject(query, evaluation)
  const sobjectCardinality = evaluation.org.table(object).size
  const cardinality = runQuery(evaluation).totalSize
  const filtered = query.where === undefined ? [] : [...new Set(filteredFields(query.where, object))]
  const indexed = filtered.filter((name) => isIndexed(object, name))
  const share = sobjectCardinality === 0 ? 0 : cardinality / sobjectCardinality
  const common = { cardinality, sobjectCardinality, sobjectType: object.name }
  const scan: QueryPlan = {
    ...common,
    fields: [],
    leadingOperationType: 'TableScan',
    notes: filtered
      .filter((name) => !indexed.includes(name))
      .map((name) => ({
        description: 'Not considering filter for optimization because unindexed',
        fields: [name],
        tableEnumOrId: object.name,
      })),
    relativeCost: TABLE_SCAN_COST,
  }
  if (indexed.length === 0) return { plans: [scan], sourceQuery: soql }
  const byIndex: QueryPlan = {
    ...common,
    fields: indexed,
    leadingOperationType: 'Index',
    notes: [],
    relativeCost: Math.round(share * TABLE_SCAN_COST * 4 * 1000) / 1000,
  }
  const plans = [byIndex, scan].sort((a, b) => a.relativeCost - b.relativeCost)
  return { plans, sourceQuery: soql }
}

/** Plain fields of the object itself. */
function filteredFields(condition: Condition, object: OrgObject): readonly string[] {
  switch (condition.kind) {
    case 'And':
    case 'Or':
      return condition.items.flatMap((item) => filteredFields(item, object))
    case 'Not':
      return filteredFields(condition.item, object)
    case 'Comparison':
    case 'List':
    case 'SemiJoin': {
      const [name, ...others] = condition.left.kind === 'Path' ? condition.left.names : []
      const field = name === undefined || others.length > 0 ? undefined : object.field(name)
      return field === undefined ? [] : [field.name]
    }
  }
}

const INDEXED_FIELDS: ReadonlySet<string> = new Set([
  'Id',
  'Name',
  'CreatedDate',
  'SystemModstamp',
  'OwnerId',
])

function isIndexed(object: OrgObject, name: string): boolean {
  const schema = object.field(name)?.schema
  return INDEXED_FIELDS.has(name) || schema?.type === 'reference' || schema?.externalId === true
}
