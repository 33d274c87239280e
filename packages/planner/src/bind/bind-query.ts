import { DescribeNeeded } from '@certsql/catalog'
import type { Expression, Query } from '@certsql/sql'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { BindContext } from './bind-context.js'
import { bindExpression } from './bind-expression.js'
import { bindNestedQuery } from './bind-nested-query.js'
import { textType } from './bound-type.js'
import { NO_COMMON_TABLES } from './common-tables.js'
import { NO_TABLES } from './from-item.js'
import { ParameterReader } from './parameter-reader.js'
import { prefetchTables } from './prefetch-tables.js'
import { type Binder, IN_FROM, type Scope } from './scope.js'
import { bindError } from './type-error.js'

/**
 * Gives a query its meaning: every name is a column, every expression has a type, conversions that SQL makes silently
 * are casts, parameters are constants.
 *
 * ```ts
 * bindQuery(parseQuery('SELECT Nmae FROM Account'), context)
 * // CERT-2003: Account has no column "Nmae". Hint: did you mean "Name"?
 * ```
 */
export function bindQuery(query: Query, context: BindContext): LogicalPlan {
  const binder = createBinder(context)
  const plan = withAllTables(query, context, () => binder.bindQuery(query, rootScope(context)))
  binder.parameters.requireAllUsed()
  return plan
}

/** Where a table is not described yet, all that the query names are asked for together. */
function withAllTables<T>(query: Query, context: BindContext, bind: () => T): T {
  try {
    return bind()
  } catch (error) {
    if (error instanceof DescribeNeeded) prefetchTables(query, context)
    throw error
  }
}

/** Far below what would exhaust the stack here, and what DuckDB accepts. */
const DEEPEST_NESTING = 250

/** What binds the parts of one statement; its parameters are counted over all of them. */
export function createBinder(
  context: BindContext,
  parameters = new ParameterReader(context.options.parameters, textType(context.options)),
): Binder {
  let depth = 0
  const deeper = <T>(node: Expression | Query, bind: () => T): T => {
    if (depth >= DEEPEST_NESTING)
      throw bindError({
        code: 'CERT-1003',
        message: `The statement is nested more than ${DEEPEST_NESTING} levels deep.`,
        hint: 'split it with WITH, or use IN (…) for long lists of alternatives',
        span: node.span,
      })
    depth += 1
    try {
      return bind()
    } finally {
      depth -= 1
    }
  }
  const { view, options, ids } = context
  const binder: Binder = {
    view,
    options,
    ids,
    parameters,
    bindExpression: (expression, scope) =>
      deeper(expression, () => bindExpression(expression, scope, binder)),
    bindQuery: (query, scope) => deeper(query, () => bindNestedQuery(query, scope, binder)),
  }
  return binder
}

/** Where a statement begins: no names but those of tables. */
export function rootScope({ options }: BindContext): Scope {
  return {
    from: NO_TABLES,
    clause: IN_FROM,
    commonTables: NO_COMMON_TABLES,
    nullSupplied: false,
    hints: {
      includeDeleted: options.includeDeleted,
      ...(options.scope === undefined ? {} : { scope: options.scope }),
    },
  }
}
