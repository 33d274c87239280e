import type * as ast from '../ast.js'
import type { Print } from './expression-printer.js'
import { Layout } from './layout.js'
import type { PrintOptions } from './print-options.js'
import { QueryPrinter } from './query-printer.js'
import { quoteTextOnOneLine } from './quote.js'

/**
 * Canonical SQL of a statement: what the parser reads back as the same tree.
 *
 * ```ts
 * printStatement(parseStatement('select a+1 b from [t]'))  // SELECT a + 1 AS b FROM "t"
 * ```
 */
export function printStatement(statement: ast.Statement, options: PrintOptions = {}): string {
  const printer = StatementPrinter.of(options)
  printer.statement(statement)
  return printer.toString()
}

/** Canonical SQL of a query. */
export function printQuery(query: ast.Query, options: PrintOptions = {}): string {
  const printer = StatementPrinter.of(options)
  printer.query(query)
  return printer.toString()
}

/** Canonical SQL of an expression: `printExpression(makeIsNull(makeColumn(['a'])))` is `a IS NULL`. */
export function printExpression(expression: ast.Expression): string {
  const printer = StatementPrinter.of({})
  printer.expression(expression)
  return printer.toString()
}

class StatementPrinter extends QueryPrinter {
  static of({ layout = 'line' }: PrintOptions): StatementPrinter {
    return new StatementPrinter(new Layout(layout === 'pretty'))
  }

  protected override onOneLine(): this {
    return StatementPrinter.of({}) as this
  }

  statement(node: ast.Statement): void {
    this.printOfStatement(node)()
  }

  private printOfStatement(node: ast.Statement): Print {
    switch (node.kind) {
      case 'QueryStatement':
        return () => this.query(node.query)
      case 'Insert':
        return () => this.insert(node)
      case 'Upsert':
        return () => this.upsert(node)
      case 'Update':
        return () => this.update(node)
      case 'Delete':
        return () => this.delete(node)
      case 'Undelete':
        return () => this.undelete(node)
      case 'Merge':
        return () => this.merge(node)
      case 'Explain':
        return () => this.explain(node)
      case 'Begin':
        return () => this.append('BEGIN')
      case 'Commit':
        return () => this.append('COMMIT')
      case 'Rollback':
        return () => {
          this.append('ROLLBACK')
          this.wordsAndName(' TO SAVEPOINT ', node.savepoint)
        }
      case 'Savepoint':
        return () => this.wordsAndName('SAVEPOINT ', node.name)
      case 'ReleaseSavepoint':
        return () => this.wordsAndName('RELEASE SAVEPOINT ', node.name)
      case 'SetProperty':
        return () => this.setProperty(node)
      case 'ShowProperty':
        return () => this.propertyOrAll('SHOW ', node.name)
      case 'ResetProperty':
        return () => this.propertyOrAll('RESET ', node.name)
      case 'Describe':
        return () => {
          this.append('DESCRIBE ')
          this.path(node.name.parts)
        }
      case 'Call':
        return () => this.call(node)
      case 'CopyTo':
        return () => this.copyTo(node)
      case 'CopyFrom':
        return () => this.copyFrom(node)
      case 'CreateTempTable':
        return () => this.createTempTable(node)
      case 'CreateTempView':
        return () => this.createTempView(node)
      case 'DropTemp':
        return () => this.wordsAndName(`DROP ${node.object} ${node.ifExists ? 'IF EXISTS ' : ''}`, node.name)
    }
  }

  private wordsAndName(words: string, name: ast.Identifier | undefined): void {
    if (name === undefined) return
    this.append(words)
    this.identifier(name)
  }

  // ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────

  private insert(node: ast.Insert): void {
    this.leadingWith(node.with)
    this.append('INSERT INTO ')
    this.path(node.table.parts)
    this.wordsAndName(' AS ', node.alias)
    this.targetColumns(node.columns)
    this.layout.line()
    if (node.source === undefined) this.append('DEFAULT VALUES')
    else this.query(node.source)
    if (node.onConflict !== undefined) this.onConflict(node.onConflict)
    this.returning(node.returning)
  }

  private onConflict({ columns, update, where }: ast.OnConflict): void {
    this.layout.line()
    this.append('ON CONFLICT')
    this.columnNames(columns)
    this.append(update === undefined ? ' DO NOTHING' : ' DO UPDATE ')
    if (update !== undefined) this.assignments(update)
    this.condition('WHERE ', where)
  }

  private upsert(node: ast.Upsert): void {
    this.append('UPSERT INTO ')
    this.path(node.table.parts)
    this.targetColumns(node.columns)
    this.layout.line()
    this.query(node.source)
    this.layout.line()
    this.append('ON')
    this.columnNames(node.key)
    this.returning(node.returning)
  }

  private update(node: ast.Update): void {
    this.leadingWith(node.with)
    this.append('UPDATE ')
    this.path(node.table.parts)
    this.wordsAndName(' AS ', node.alias)
    this.layout.line()
    this.assignments(node.assignments)
    if (node.from.length > 0) this.from(node.from)
    this.condition('WHERE ', node.where)
    this.returning(node.returning)
  }

  private delete(node: ast.Delete): void {
    this.leadingWith(node.with)
    this.append('DELETE FROM ')
    this.path(node.table.parts)
    this.wordsAndName(' AS ', node.alias)
    if (node.using.length > 0) {
      this.layout.line()
      this.append('USING ')
      this.tableReferences(node.using)
    }
    this.condition('WHERE ', node.where)
    this.returning(node.returning)
  }

  private undelete(node: ast.Undelete): void {
    this.append('UNDELETE FROM ')
    this.path(node.table.parts)
    this.wordsAndName(' AS ', node.alias)
    this.condition('WHERE ', node.where)
    this.returning(node.returning)
  }

  private merge(node: ast.Merge): void {
    this.leadingWith(node.with)
    this.append('MERGE INTO ')
    this.path(node.table.parts)
    this.wordsAndName(' AS ', node.alias)
    this.layout.line()
    this.append('USING ')
    this.tableReference(node.source)
    this.append(' ON ')
    this.expression(node.on)
    for (const clause of node.clauses) this.mergeClause(clause)
    this.returning(node.returning)
  }

  private mergeClause({ match, condition, action }: ast.MergeClause): void {
    this.layout.line()
    this.append(`WHEN ${match}`)
    if (condition !== undefined) {
      this.append(' AND ')
      this.expression(condition)
    }
    this.append(' THEN ')
    this.mergeAction(action)
  }

  private mergeAction(action: ast.MergeAction): void {
    this.printOfMergeAction(action)()
  }

  private printOfMergeAction(action: ast.MergeAction): Print {
    switch (action.kind) {
      case 'MergeInsert':
        return () => {
          this.append('INSERT')
          this.targetColumns(action.columns)
          this.append(' VALUES (')
          this.expressions(action.values)
          this.append(')')
        }
      case 'MergeUpdate':
        return () => {
          this.append('UPDATE ')
          this.assignments(action.assignments)
        }
      case 'MergeDelete':
        return () => this.append('DELETE')
      case 'MergeNothing':
        return () => this.append('DO NOTHING')
    }
  }

  private leadingWith(tables: ast.With | undefined): void {
    if (tables === undefined) return
    this.withClause(tables)
    this.layout.line()
  }

  private targetColumns(columns: readonly ast.QualifiedName[]): void {
    if (columns.length === 0) return
    this.append(' (')
    this.list(columns, ({ parts }) => this.path(parts))
    this.append(')')
  }

  private assignments(assignments: readonly ast.AnyAssignment[]): void {
    this.append('SET')
    this.block(assignments, (printer, assignment) => {
      if (assignment.kind === 'RowAssignment') {
        printer.append('(')
        printer.list(assignment.columns, ({ parts }) => printer.path(parts))
        printer.append(') = ')
        printer.expression(assignment.value)
        return
      }
      const { column, value } = assignment
      printer.path(column.parts)
      printer.append(' = ')
      if (value === undefined) printer.append('DEFAULT')
      else printer.expression(value)
    })
  }

  private returning(items: readonly ast.SelectItem[]): void {
    if (items.length === 0) return
    this.layout.line()
    this.append('RETURNING')
    this.selectItems(items)
  }

  // ── Everything else ───────────────────────────────────────────────────────────────────────────────────────────

  private explain({ mode, format, statement }: ast.Explain): void {
    this.append('EXPLAIN ')
    if (mode !== 'PLAN') this.append(`${mode} `)
    if (format !== 'TEXT') this.append(`(FORMAT ${format}) `)
    this.statement(statement)
  }

  private setProperty({ name, value }: ast.SetProperty): void {
    this.append('SET ')
    this.path(name.parts)
    this.append(' = ')
    if (value === undefined) {
      this.append('DEFAULT')
      return
    }
    // ON is a value here, though reserved elsewhere.
    const word = value.kind === 'ColumnReference' && value.path.length === 1 ? value.path[0] : undefined
    if (word?.quoted === false && word.name.toUpperCase() === 'ON') this.append(word.name)
    else this.expression(value)
  }

  private propertyOrAll(words: string, name: ast.QualifiedName | undefined): void {
    this.append(words)
    if (name === undefined) this.append('ALL')
    else this.path(name.parts)
  }

  private call({ procedure, arguments: args }: ast.Call): void {
    this.append('CALL ')
    this.path(procedure.parts)
    this.append('(')
    this.list(args, ({ name, value }) => {
      if (name !== undefined) {
        this.label(name)
        this.append(' => ')
      }
      this.expression(value)
    })
    this.append(')')
  }

  private copyTo({ source, file, options }: ast.CopyTo): void {
    this.append('COPY ')
    this.queryInParentheses(source)
    this.append(` TO ${quoteTextOnOneLine(file)}`)
    this.copyOptions(options)
  }

  private copyFrom({ table, columns, file, options }: ast.CopyFrom): void {
    this.append('COPY ')
    this.path(table.parts)
    this.targetColumns(columns)
    this.append(` FROM ${quoteTextOnOneLine(file)}`)
    this.copyOptions(options)
  }

  private copyOptions(options: readonly ast.CopyOption[]): void {
    if (options.length === 0) return
    const words = options.map(({ name, value }) => {
      if (value === undefined) return name
      return `${name} ${/^[A-Za-z_]\w*$/.test(value) ? value : quoteTextOnOneLine(value)}`
    })
    this.append(` (${words.join(', ')})`)
  }

  private createTempTable({ name, orReplace, ifNotExists, query }: ast.CreateTempTable): void {
    const condition = ifNotExists ? 'IF NOT EXISTS ' : ''
    this.wordsAndName(`CREATE ${orReplace ? 'OR REPLACE ' : ''}TEMP TABLE ${condition}`, name)
    this.append(' AS')
    this.layout.line()
    this.query(query)
  }

  private createTempView({ name, columns, orReplace, query }: ast.CreateTempView): void {
    this.wordsAndName(`CREATE ${orReplace ? 'OR REPLACE ' : ''}TEMP VIEW `, name)
    this.columnNames(columns)
    this.append(' AS')
    this.layout.line()
    this.query(query)
  }
}
