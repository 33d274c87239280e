import { hasSubquery } from '../logical/has-subquery.js'
import type { PushedCondition, RemoteScan } from '../logical/remote-scan.js'
import { printCondition } from '../soql/print-soql.js'
import { ALWAYS, allOf, anyOf } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'

/**
 * The filter for the records that any of several scans of an object needs; undefined where a scan could not pick its own
 * out of them here.
 *
 *   Status = 'Open' AND Total > 5, Status = 'Open' AND Owner = 'x'   ⇒   Status = 'Open' AND (Total > 5 OR Owner = 'x')
 *   Status = 'Open' AND Total > 5, Status = 'Open'                   ⇒   Status = 'Open'
 */
export function mergedFilter(scans: readonly RemoteScan[]): SoqlCondition | undefined {
  const filters = scans.map(partsOf)
  const [first = [], ...others] = filters
  const texts = others.map((parts) => new Set(parts.map(printCondition)))
  const isShared = (part: SoqlCondition) => texts.every((known) => known.has(printCondition(part)))
  const shared = first.filter(isShared)
  const sharedTexts = new Set(shared.map(printCondition))
  const rests = filters.map((parts) => parts.filter((part) => !sharedTexts.has(printCondition(part))))
  const differing = rests.every((rest) => rest.length > 0) ? anyOf(rests.map(allOf)) : ALWAYS
  // SOQL takes no subquery under OR, and here there is no table to ask.
  if (rests.flat().some(hasSemiJoin)) return undefined
  return scans.every((scan) => isCheckable(scan, sharedTexts)) ? allOf([...shared, differing]) : undefined
}

/** What a scan must check here of records that a merged filter has let in. */
export function checksOf(scan: RemoteScan, merged: SoqlCondition): readonly PushedCondition[] {
  const asked = new Set(conditionParts(merged).map(printCondition))
  const isOpen = ({ condition }: PushedCondition) =>
    conditionParts(condition).some((part) => !asked.has(printCondition(part)))
  return (scan.pushed ?? []).filter((one) => one.check !== undefined && isOpen(one))
}

function partsOf({ filter }: RemoteScan): readonly SoqlCondition[] {
  return filter === undefined ? [] : conditionParts(filter)
}

/** What must all hold. */
export function conditionParts(condition: SoqlCondition): readonly SoqlCondition[] {
  return condition.kind === 'SoqlAnd' ? condition.operands : [condition]
}

/** Whether all of the filter that is not shared is known as conditions of the statement. */
function isCheckable(scan: RemoteScan, shared: ReadonlySet<string>): boolean {
  const pushed = scan.pushed ?? []
  const known = new Set(pushed.flatMap(({ condition }) => conditionParts(condition).map(printCondition)))
  const isKnown = partsOf(scan).every(
    (part) => shared.has(printCondition(part)) || known.has(printCondition(part)),
  )
  const isOpen = ({ condition }: PushedCondition) =>
    conditionParts(condition).some((part) => !shared.has(printCondition(part)))
  return isKnown && pushed.every((one) => !isOpen(one) || isPlain(one))
}

function isPlain({ check }: PushedCondition): boolean {
  return check === undefined || !hasSubquery(check)
}

function hasSemiJoin(condition: SoqlCondition): boolean {
  switch (condition.kind) {
    case 'SoqlSemiJoin':
      return true
    case 'SoqlAnd':
    case 'SoqlOr':
      return condition.operands.some(hasSemiJoin)
    default:
      return false
  }
}
