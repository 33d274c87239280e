import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import type { LogicalPlan, MetadataScan } from '../logical/logical-plan.js'
import { visitPlan } from '../logical/map-plan.js'

/**
 * The objects that a statement asks a metadata table about, where it names them: with
 * `WHERE table_name = 'Account'` one object has to be described, not a thousand. The condition is checked all the same.
 */
export function metadataObjects(plan: LogicalPlan): ReadonlyMap<MetadataScan, readonly string[]> {
  const objects = new Map<MetadataScan, readonly string[]>()
  visitPlan(plan, (node) => {
    if (node.kind !== 'Filter' || node.input.kind !== 'MetadataScan') return
    const names = namedObjects(node.input, conjunctsOf(node.condition))
    if (names !== undefined) objects.set(node.input, names)
  })
  return objects
}

function namedObjects(
  scan: MetadataScan,
  conjuncts: readonly BoundExpression[],
): readonly string[] | undefined {
  const position = scan.table.columns.findIndex((column) => column.name === scan.table.objectColumn)
  const column = scan.columns[position]
  if (column === undefined) return undefined
  const isObject = (one: BoundExpression) => one.kind === 'ColumnUse' && one.column.id === column.id
  for (const conjunct of conjuncts) {
    if (conjunct.kind === 'Comparison' && conjunct.operator === '=') {
      const other = isObject(conjunct.left)
        ? conjunct.right
        : isObject(conjunct.right)
          ? conjunct.left
          : undefined
      const names = other === undefined ? undefined : literalTexts([other])
      if (names !== undefined) return names
    }
    if (conjunct.kind === 'InListTest' && !conjunct.negated && isObject(conjunct.operand)) {
      const names = literalTexts(conjunct.items)
      if (names !== undefined) return names
    }
  }
  return undefined
}

/** The texts, when all are constants; a null asks for nothing. */
function literalTexts(expressions: readonly BoundExpression[]): readonly string[] | undefined {
  const texts: string[] = []
  for (const expression of expressions) {
    if (expression.kind !== 'Literal') return undefined
    if (typeof expression.value === 'string') texts.push(expression.value)
  }
  return texts
}
