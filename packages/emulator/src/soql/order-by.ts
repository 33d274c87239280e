import { compileOperand, type Operand } from './operand.js'
import type { SortKey } from './order-rows.js'
import type { QueryScope } from './query-scope.js'
import type { OrderItem, Query } from './query-tree.js'

const MAXIMUM_ORDER_FIELDS = 32
const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY'])

export function checkOrderBy({ orderBy }: Query, { evaluation }: QueryScope): void {
  const tooMany = orderBy[MAXIMUM_ORDER_FIELDS]
  if (tooMany !== undefined) {
    throw evaluation.complaints.malformed(
      `Cannot order by more than ${MAXIMUM_ORDER_FIELDS} fields`,
      tooMany.span,
    )
  }
}

/** What a query without groups sorts by. */
export function sortKeys(items: readonly OrderItem[], scope: QueryScope): readonly SortKey[] {
  return items.map(({ expression, descending, nulls }) => {
    const operand = compileOperand(expression, scope)
    checkSortable(operand, scope)
    return { operand, descending, nulls }
  })
}

export function checkSortable(operand: Operand, { evaluation }: QueryScope): void {
  const { complaints } = evaluation
  const refused = operand.functions.find((name) => REFUSED_FUNCTIONS.has(name))
  if (refused !== undefined) throw complaints.malformed(`${refused} cannot be used in ORDER BY`, operand.span)
  if (operand.functions[0] === 'DISTANCE' || operand.field.schema.sortable === true) return
  throw complaints.invalidField(
    `field '${operand.field.name}' can not be sorted in a query call`,
    operand.span,
  )
}
