import { BIGINT, type SqlType } from '@certsql/core'
import type { IdSource } from '../logical/id-source.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, ScanOutput, SumCertificate, TrustedSum } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import { printExpression } from '../soql/print-soql.js'
import type { SoqlAggregate, SoqlExpression } from '../soql/soql-query.js'
import type { CallVerdict } from './grouped-scan-plan.js'
import type { KeyPart } from './push-group-key.js'

/** Collects what an aggregate query selects. */
export class GroupedScanBuilder {
  private readonly columns: PlanColumn[] = []
  private readonly outputs: ScanOutput[] = []
  private readonly keys = new Map<
    string,
    { readonly expression: SoqlExpression; readonly column: PlanColumn }
  >()
  private readonly certificates: SumCertificate[] = []
  private readonly trusted: TrustedSum[] = []

  constructor(private readonly ids: IdSource) {}

  /** A key under the name that it is to have, or under any: then one column serves all who ask for it. */
  addKey({ expression, type, name }: KeyPart, own?: PlanColumn): PlanColumn {
    const text = printExpression(expression)
    const known = this.keys.get(text)
    if (known !== undefined && own === undefined) return known.column
    const column = this.add(expression, own ?? this.fresh(name, type))
    if (known === undefined) this.keys.set(text, { expression, column })
    return column
  }

  addFigure({ expression, certifiedScale, trustedScale }: CallVerdict, figure: PlanColumn): PlanColumn {
    this.add(expression, figure)
    if (trustedScale !== undefined) this.trusted.push({ sum: figure, scale: trustedScale })
    if (certifiedScale !== undefined) {
      const { column } = pathOf(expression)
      const companion = (name: SoqlAggregate['function'], type: SqlType) =>
        this.add({ ...expression, function: name }, this.fresh(name.toLowerCase(), type))
      this.certificates.push({
        sum: figure,
        count: companion('COUNT', BIGINT),
        minimum: companion('MIN', column.type),
        maximum: companion('MAX', column.type),
        scale: certifiedScale,
      })
    }
    return figure
  }

  scan(source: RemoteScan): RemoteScan {
    return {
      ...source,
      columns: this.columns,
      outputs: this.outputs,
      orderBy: [],
      grouping: {
        keys: [...this.keys.values()].map(({ expression }) => expression),
        certificates: this.certificates,
        trusted: this.trusted,
      },
    }
  }

  private add(expression: SoqlExpression, column: PlanColumn): PlanColumn {
    this.columns.push(column)
    this.outputs.push({ expression })
    return column
  }

  private fresh(name: string, type: SqlType): PlanColumn {
    return { id: this.ids.nextColumn(), name, type, nullable: true }
  }
}
