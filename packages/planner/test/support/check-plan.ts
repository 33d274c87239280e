import type { BoundExpression } from '../../src/logical/bound-expression.js'
import type { LogicalPlan } from '../../src/logical/logical-plan.js'
import { subqueryPlan, visitExpression } from '../../src/logical/map-expression.js'
import { expressionsOf, inputsOf } from '../../src/logical/map-plan.js'
import type { PlanColumn } from '../../src/logical/plan-column.js'

/**
 * What is wrong with a plan: columns that are used where nothing gives them, ids that two leaves share, nodes that give
 * columns which their inputs do not have. Empty for every plan of the binder.
 */
export function complaintsAbout(plan: LogicalPlan): readonly string[] {
  const checker = new PlanChecker()
  checker.check(plan, new Set())
  return checker.complaints
}

class PlanChecker {
  readonly complaints: string[] = []
  private readonly made = new Map<number, string>()

  /** `around`: the columns of the queries around, and of the left side of a lateral join. */
  check(plan: LogicalPlan, around: ReadonlySet<number>): void {
    if (plan.kind === 'JoinPlan') {
      this.check(plan.left, around)
      this.check(plan.right, plan.lateral ? union(around, plan.left.columns) : around)
    } else for (const input of inputsOf(plan)) this.check(input, around)
    const visible = union(
      around,
      inputsOf(plan).flatMap((input) => input.columns),
    )
    for (const expression of expressionsOf(plan)) this.checkExpression(expression, visible, plan.kind)
    this.checkColumns(plan)
  }

  private checkExpression(expression: BoundExpression, visible: ReadonlySet<number>, where: string): void {
    visitExpression(expression, (one) => {
      if (one.kind === 'ColumnUse' && !visible.has(one.column.id))
        this.complaints.push(`${where} uses ${one.column.name}#${one.column.id}, which nothing gives`)
      const inner = subqueryPlan(one)
      if (inner !== undefined) this.check(inner, visible)
    })
  }

  private checkColumns(plan: LogicalPlan): void {
    const given = new Set(inputsOf(plan).flatMap((input) => input.columns.map((column) => column.id)))
    const own = new Set<number>()
    for (const column of plan.columns) {
      if (own.has(column.id)) this.complaints.push(`${plan.kind} gives ${column.name}#${column.id} twice`)
      own.add(column.id)
      if (given.has(column.id)) continue
      const maker = this.made.get(column.id)
      if (maker !== undefined) this.complaints.push(`${plan.kind} and ${maker} both make #${column.id}`)
      this.made.set(column.id, plan.kind)
    }
    if (plan.kind === 'RemoteScan' && plan.columns.length !== plan.outputs.length)
      this.complaints.push(`the scan of ${plan.alias} has columns without outputs`)
  }
}

function union(a: ReadonlySet<number>, columns: readonly PlanColumn[]): ReadonlySet<number> {
  return new Set([...a, ...columns.map((column) => column.id)])
}
