import { isTextual, type SqlType } from '@certsql/core'
import { simplifyCondition } from '../../conditions/simplify-condition.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import { scanVerdictContext } from '../../rules/scan-verdict-context.js'
import { scanToSoql } from '../../soql/scan-to-soql.js'
import { allOf, anyOf } from '../../soql/soql-condition.js'
import type { SoqlCondition } from '../../soql/soql-query.js'
import { conditionVerdict } from '../../verdict/condition-verdict.js'
import { gatherEqualities } from '../../verdict/in-list-verdict.js'
import type { ConditionVerdict } from '../../verdict/verdict.js'
import type { PhysicalContext } from '../build-physical-plan.js'
import { beginningOverRest } from '../choose-transport.js'
import { conditionChunks, LONGEST_SOQL } from '../condition-chunks.js'
import type { KeyedScans, ScanPlan } from '../physical-plan.js'
import type { BindCandidate } from './bind-candidate.js'
import { comparedWithKey } from './key-comparison.js'

/** A key of each type that the org can be asked for. */
const SAMPLE_KEYS: Readonly<Partial<Record<SqlType['kind'], string>>> = {
  id: '001D000000IRFmaIAH',
  text: 'a',
  integer: '1',
  bigint: '1',
  decimal: '1',
  double: '1',
  date: '2025-01-31',
  timestamptz: '2025-01-31T10:00:00.000Z',
}

/** Whether the org can be asked for the rows that meet a key. */
export function canAskForKeys(candidate: BindCandidate, context: PhysicalContext): boolean {
  const { key } = candidate.keys
  // A text may be compared with an Id.
  const { type } = isTextual(key.type) ? candidate.operand : key
  const sample = SAMPLE_KEYS[type.kind]
  return sample !== undefined && keyVerdict(candidate, context)(sample).kind !== 'none'
}

/**
 * The requests for the rows that meet these keys, each as long as the org takes it. Text keys must be told apart as the
 * statement does; the org may still take two for one, and then both requests bring the row.
 *
 *   Account__c of 9,000 keys   ⇒   … WHERE Account__c IN (4,500 of them), … WHERE Account__c IN (the others)
 */
export function keyedScans(
  candidate: BindCandidate,
  keys: readonly string[],
  plan: (scan: RemoteScan) => ScanPlan,
  context: PhysicalContext,
): KeyedScans {
  const { scan } = candidate
  const verdictOf = keyVerdict(candidate, context)
  const conditions: SoqlCondition[] = []
  for (const key of keys) {
    if (isNoId(candidate, key)) continue
    const verdict = verdictOf(key)
    if (verdict.kind === 'none') return { kind: 'whole', reason: verdict.reason }
    if (verdict.condition.kind !== 'SoqlNever') conditions.push(verdict.condition)
  }
  const base = scanToSoql(scan).text.length
  const { bindKeys, groupPageSize } = context.options
  const mostKeys = scan.grouping === undefined ? bindKeys : Math.min(bindKeys, groupPageSize)
  const chunks = conditionChunks(conditions, (one) => one, LONGEST_SOQL - base, mostKeys)
  const overlap = chunks.length > 1 && mayOverlap(candidate)
  if (overlap && scan.grouping !== undefined) return { kind: 'whole', reason: GROUP_IN_TWO }
  const scans = chunks.map((chunk) => {
    const filter = allOf([
      ...(scan.filter === undefined ? [] : [scan.filter]),
      gatherEqualities(anyOf(chunk)),
    ])
    // Rows that come twice are told apart by the addresses of their records, which a Bulk job does not give.
    return beginningOverRest(plan({ ...scan, filter }), 'keys make few rows', !overlap, context)
  })
  return { kind: 'keyed', scans, overlap }
}

/** A text that is no Id, not even a short one, equals none; see `compareId`. */
function isNoId({ operand }: BindCandidate, key: string): boolean {
  return operand.type.kind === 'id' && key.length !== 18
}

const GROUP_IN_TWO = 'the org may take two texts for one, and two queries would bring their group'

/** Ids are told apart alike everywhere; of what may be grouped by, all but texts is. */
function mayOverlap({ scan, operand }: BindCandidate): boolean {
  return operand.type.kind === 'text' || (scan.grouping === undefined && operand.type.kind !== 'id')
}

function keyVerdict(candidate: BindCandidate, context: PhysicalContext): (key: string) => ConditionVerdict {
  const { scan, keys } = candidate
  // A deleted parent's value may meet a key: one row more.
  const { living } = scanVerdictContext(scan, context)
  const isPlain = candidate.operand.kind === 'ColumnUse'
  return (key) => {
    const compared = comparedWithKey(candidate, keys.key.type, key)
    return conditionVerdict(
      isPlain ? compared : simplifyCondition(compared, context.options.timeZone),
      living,
    )
  }
}
