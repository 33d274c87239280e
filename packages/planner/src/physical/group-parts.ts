import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf, soqlField } from '../soql/field-path.js'
import { allOf, anyOf, isNotNull } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { gatherEqualities } from '../verdict/in-list-verdict.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { forCountedRows } from './choose-transport.js'
import { conditionChunks, LONGEST_SOQL } from './condition-chunks.js'
import type { KeyedSoql } from './group-keys.js'
import { inGroup, type KeyPlace } from './key-place.js'
import type { GroupKey, GroupParts, NamedGroups, RowKey, ScanPlan, SumParts } from './physical-plan.js'

/** Groups of several keys that one query names: an OR of so many ANDs is work for the org. */
const MOST_GROUPS_OF_SEVERAL_KEYS = 100

/** How to ask for what is behind the groups of a scan. */
export function groupParts(
  scan: RemoteScan,
  { keys, query, text }: KeyedSoql,
  plan: (rows: RemoteScan) => ScanPlan,
  context: PhysicalContext,
): GroupParts {
  const { having, limit, offset } = query
  const most = keys.length > 1 ? MOST_GROUPS_OF_SEVERAL_KEYS : context.options.bindKeys
  return {
    keys,
    rowKeys: keys.map(rowKey),
    isWhole: [having, limit, offset].every((one) => one === undefined),
    named: (groups) => namedGroups(keys, groups, LONGEST_SOQL - text.length, most),
    rowsOf: (sums, groups, count) =>
      forCountedRows(plan(rowsScan(scan, keys, sums, groups, context)), count, context),
  }
}

function namedGroups(
  keys: readonly GroupKey[],
  groups: readonly KeyPlace[],
  room: number,
  most: number,
): readonly NamedGroups[] {
  const named = groups.map((place) => ({ place, condition: inGroup(keys, place) }))
  return conditionChunks(named, ({ condition }) => condition, room, most).map((chunk) => ({
    groups: chunk.map(({ place }) => place),
    condition: gatherEqualities(anyOf(chunk.map(({ condition }) => condition))),
  }))
}

/** The value itself, or the date that it is a part of: SOQL selects parts of dates from groups only. */
function rowKey({ expression, value }: GroupKey): RowKey {
  const { relationships, column } = pathOf(expression)
  const path = [...relationships, column.name]
  return expression.kind === 'SoqlFunction' ? { path, value, datePart: expression.name } : { path, value }
}

/** The scan without its groups: the fields of its keys, and the numbers. */
function rowsScan(
  scan: RemoteScan,
  keys: readonly GroupKey[],
  sums: readonly SumParts[],
  groups: NamedGroups | undefined,
  { ids }: PhysicalContext,
): RemoteScan {
  const { grouping: _grouping, limit: _limit, offset: _offset, skip: _skip, filter, ...rest } = scan
  const fields = [
    ...keys.map(({ expression }) => pathOf(expression)),
    ...sums.map(({ number }) => number.path),
  ]
  const columns = fields.map(
    ({ column }): PlanColumn => ({
      id: ids.nextColumn(),
      name: column.name,
      type: column.type,
      nullable: true,
    }),
  )
  const conditions: readonly SoqlCondition[] = [
    ...(filter === undefined ? [] : [filter]),
    ...(groups === undefined ? [] : [groups.condition]),
    anyOf(sums.map(({ number }) => isNotNull(number.path))),
  ]
  return {
    ...rest,
    columns,
    outputs: fields.map((path) => ({ expression: soqlField(path) })),
    filter: allOf(conditions),
    orderBy: [],
    notes: [],
  }
}
