import type { InListTest, Literal } from '../logical/bound-expression.js'
import { printExpression } from '../soql/print-soql.js'
import { allOf, anyOf, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlExpression, SoqlValue } from '../soql/soql-query.js'
import { anyVerdict, everyVerdict, exact, none, withCondition } from './combine-verdicts.js'
import { compareWithLiteral } from './comparison-verdict.js'
import type { ConditionVerdict } from './verdict.js'
import type { VerdictContext } from './verdict-context.js'

/**
 * x [NOT] IN (constants): as the equalities or inequalities it stands for, with the plain ones gathered into a list.
 *
 *   x IN (1, NULL)       is true for 1 only: NULL is left out
 *   x NOT IN (1, NULL)   is never true
 *   x NOT IN ('a', 'b')  ⇒  x NOT IN ('a', 'b') AND x != null: whether the org's NOT IN gives null rows is not known
 */
export function inListVerdict(test: InListTest, context: VerdictContext): ConditionVerdict {
  const literals = test.items.filter((item): item is Literal => item.kind === 'Literal')
  if (literals.length < test.items.length) return none('SOQL takes constants in lists only')
  const values = literals.filter(({ value }) => value !== null)
  if (values.length < literals.length && test.negated) return exact(NEVER, 'NOT IN with NULL is never true')
  if (values.length === 0)
    return test.negated
      ? none('an empty list stays here')
      : exact(NEVER, 'a comparison with NULL is never true')
  const operator = test.negated ? '<>' : '='
  const verdicts = values.map((value) => compareWithLiteral(test.operand, operator, value, context))
  if (test.negated) return withCondition(everyOrNone(verdicts), gatherInequalities)
  return withCondition(anyVerdict(verdicts), gatherEqualities)
}

/** Half of a list would do, as a superset; but it is long, and the whole has to be checked here anyway. */
function everyOrNone(verdicts: readonly ConditionVerdict[]): ConditionVerdict {
  return verdicts.find((verdict) => verdict.kind === 'none') ?? everyVerdict(verdicts)
}

interface GatheredList {
  readonly left: SoqlExpression
  readonly values: SoqlValue[]
}

/** a = 1 OR a = 2 OR b > 3   ⇒   a IN (1, 2) OR b > 3 */
export function gatherEqualities(condition: SoqlCondition): SoqlCondition {
  if (condition.kind !== 'SoqlOr') return condition
  const { lists, others } = gather(condition.operands, '=')
  return anyOf([...lists.map((list) => listCondition(list, false)), ...others])
}

/** a != 1 AND a != 2 AND a != null   ⇒   a NOT IN (1, 2) AND a != null */
function gatherInequalities(condition: SoqlCondition): SoqlCondition {
  if (condition.kind !== 'SoqlAnd') return condition
  const { lists, others } = gather(condition.operands, '!=')
  return allOf([...lists.map((list) => listCondition(list, true)), ...others])
}

function gather(
  conditions: readonly SoqlCondition[],
  operator: '=' | '!=',
): { readonly lists: readonly GatheredList[]; readonly others: readonly SoqlCondition[] } {
  const lists = new Map<string, GatheredList>()
  const others: SoqlCondition[] = []
  for (const one of conditions) {
    if (
      one.kind !== 'SoqlComparison' ||
      one.operator !== operator ||
      one.value.kind === 'null' ||
      hasNoLists(one.left)
    ) {
      others.push(one)
      continue
    }
    const key = printExpression(one.left)
    const list = lists.get(key)
    if (list === undefined) lists.set(key, { left: one.left, values: [one.value] })
    else list.values.push(one.value)
  }
  return { lists: [...lists.values()], others }
}

/** SOQL knows = and != of a multi-select picklist, and no list: its lists are those of INCLUDES. */
function hasNoLists(expression: SoqlExpression): boolean {
  return expression.kind === 'SoqlField' && expression.path.column.fieldType === 'multipicklist'
}

function listCondition({ left, values }: GatheredList, negated: boolean): SoqlCondition {
  const [first] = values
  if (first !== undefined && values.length === 1)
    return { kind: 'SoqlComparison', left, operator: negated ? '!=' : '=', value: first }
  return { kind: 'SoqlIn', left, values, negated }
}
