import type { IOrAlt } from '@chevrotain/types'
import type * as ast from '../ast.js'
import type * as make from '../build.js'
import * as t from '../tokens/token-types.js'
import { explainOptions, plainSelect, toColumn, toTimeZone } from '../tree/statements.js'
import { toIdentifier, toTextValue } from '../tree/token-values.js'
import { QueryGrammar } from './query-grammar.js'

/** Statements, on top of queries. */
export class StatementGrammar extends QueryGrammar {
  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super(skipValidations)
    this.performSelfAnalysis()
  }

  /** An error may have left something behind of what the actions gather. */
  private forget(): void {
    this.operators.reset()
    this.parameters.reset()
  }

  // { ; } [ <statement> { ; { ; } <statement> } ]
  readonly statements = this.RULE('statements', (): ast.Statement[] => {
    const statements: ast.Statement[] = []
    this.MANY(() => this.CONSUME(t.Semicolon))
    this.OPTION(() => {
      statements.push(this.SUBRULE(this.statement))
      this.MANY1(() => {
        this.CONSUME1(t.Semicolon)
        this.OPTION1(() => statements.push(this.SUBRULE1(this.statement)))
      })
    })
    return statements
  })

  readonly singleExpression = this.RULE('singleExpression', (): ast.Expression => {
    this.ACTION(() => this.forget())
    return this.SUBRULE(this.expression)
  })

  private readonly alternatives: IOrAlt<ast.Statement>[] = [
    { ALT: () => this.SUBRULE(this.queryOrWrite) },
    { ALT: () => this.SUBRULE(this.upsert) },
    { ALT: () => this.SUBRULE(this.undelete) },
    { ALT: () => this.SUBRULE(this.explain) },
    { ALT: () => this.SUBRULE(this.begin) },
    { ALT: () => this.SUBRULE(this.commit) },
    { ALT: () => this.SUBRULE(this.rollback) },
    { ALT: () => this.SUBRULE(this.savepoint) },
    { ALT: () => this.SUBRULE(this.releaseSavepoint) },
    { ALT: () => this.SUBRULE(this.setProperty) },
    { ALT: () => this.SUBRULE(this.showProperty) },
    { ALT: () => this.SUBRULE(this.resetProperty) },
    { ALT: () => this.SUBRULE(this.describe) },
    { ALT: () => this.SUBRULE(this.call) },
    { ALT: () => this.SUBRULE(this.exec) },
    { ALT: () => this.SUBRULE(this.copy) },
    { ALT: () => this.SUBRULE(this.create) },
    { ALT: () => this.SUBRULE(this.drop) },
  ]

  private readonly statement = this.RULE('statement', (): ast.Statement => {
    this.ACTION(() => this.forget())
    return this.OR(this.alternatives)
  })

  // [WITH …] <query> | <insert> | <update> | <delete> | <merge>
  private readonly queryOrWrite = this.RULE('queryOrWrite', (): ast.Statement => {
    const start = this.position()
    const tables = this.OPTION(() => this.SUBRULE(this.withClause))
    return this.OR<ast.Statement>([
      {
        ALT: () => {
          const query = this.SUBRULE(this.queryWith, { ARGS: [tables, start] })
          return { kind: 'QueryStatement', span: this.since(start), query }
        },
      },
      { ALT: () => this.SUBRULE(this.insert, { ARGS: [tables, start] }) },
      { ALT: () => this.SUBRULE(this.update, { ARGS: [tables, start] }) },
      { ALT: () => this.SUBRULE(this.delete, { ARGS: [tables, start] }) },
      { ALT: () => this.SUBRULE(this.merge, { ARGS: [tables, start] }) },
    ])
  })

  // ── Writing ───────────────────────────────────────────────────────────────────────────────────────────────────

  // INSERT INTO <table> [AS <alias>] [( <columns> )] <query> | DEFAULT VALUES [ON CONFLICT …] [RETURNING …]
  private readonly insert = this.RULE('insert', (tables: ast.With | undefined, start: number): ast.Insert => {
    this.CONSUME(t.Insert)
    this.CONSUME(t.Into)
    const table = this.SUBRULE(this.qualifiedName)
    const alias = this.OPTION(() => this.CONSUME(t.As) && this.SUBRULE(this.name))
    const columns = this.OPTION1(() => this.SUBRULE(this.columnList)) ?? []
    const source = this.OR<ast.Query | undefined>([
      { ALT: () => this.CONSUME(t.Default) && this.CONSUME(t.ValuesWord) && undefined },
      { ALT: () => this.SUBRULE(this.query) },
    ])
    const onConflict = this.OPTION2(() => this.SUBRULE(this.onConflict))
    const returning = this.OPTION3(() => this.SUBRULE(this.returning)) ?? []
    const insert: make.Draft<ast.Insert> = {
      kind: 'Insert',
      span: this.since(start),
      table,
      columns,
      returning,
    }
    if (tables !== undefined) insert.with = tables
    if (alias !== undefined) insert.alias = alias
    if (source !== undefined) insert.source = source
    if (onConflict !== undefined) insert.onConflict = onConflict
    return insert
  })

  // ON CONFLICT [( <columns> )] DO NOTHING | DO UPDATE SET … [WHERE …]
  private readonly onConflict = this.RULE('onConflict', (): ast.OnConflict => {
    const start = this.position()
    this.CONSUME(t.OnConflict)
    this.CONSUME(t.Conflict)
    const columns = this.OPTION(() => this.SUBRULE(this.nameList)) ?? []
    this.CONSUME(t.Do)
    return this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Nothing)
          return { kind: 'OnConflict', span: this.since(start), columns }
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Update)
          const update = this.SUBRULE(this.assignments)
          const where = this.OPTION1(() => this.SUBRULE(this.where))
          const span = this.since(start)
          return where === undefined
            ? { kind: 'OnConflict', span, columns, update }
            : { kind: 'OnConflict', span, columns, update, where }
        },
      },
    ])
  })

  // RETURNING <items>
  private readonly returning = this.RULE('returning', (): ast.SelectItem[] => {
    this.CONSUME(t.Returning)
    return this.SUBRULE(this.selectItems)
  })

  // UPSERT INTO <table> ( <columns> ) <query> ON ( <key> ) [RETURNING …]
  private readonly upsert = this.RULE('upsert', (): ast.Upsert => {
    const start = this.position()
    this.CONSUME(t.Upsert)
    this.CONSUME(t.Into)
    const table = this.SUBRULE(this.qualifiedName)
    const columns = this.SUBRULE(this.columnList)
    const source = this.SUBRULE(this.query)
    this.CONSUME(t.On)
    const key = this.SUBRULE(this.nameList)
    const returning = this.OPTION(() => this.SUBRULE(this.returning)) ?? []
    return { kind: 'Upsert', span: this.since(start), table, columns, source, key, returning }
  })

  // UPDATE <table> [<alias>] SET … [FROM …] [WHERE …] [RETURNING …]
  private readonly update = this.RULE('update', (tables: ast.With | undefined, start: number): ast.Update => {
    this.CONSUME(t.Update)
    const table = this.SUBRULE(this.qualifiedName)
    const alias = this.OPTION(() => this.SUBRULE(this.targetAlias))
    const assignments = this.SUBRULE(this.assignments)
    const from = this.OPTION1(() => this.SUBRULE(this.from)) ?? []
    const where = this.OPTION2(() => this.SUBRULE(this.where))
    const returning = this.OPTION3(() => this.SUBRULE(this.returning)) ?? []
    const update: make.Draft<ast.Update> = {
      kind: 'Update',
      span: this.since(start),
      table,
      assignments,
      from,
      returning,
    }
    if (tables !== undefined) update.with = tables
    if (alias !== undefined) update.alias = alias
    if (where !== undefined) update.where = where
    return update
  })

  // SET <assignment>, …
  private readonly assignments = this.RULE('assignments', (): ast.AnyAssignment[] => {
    const assignments: ast.AnyAssignment[] = []
    this.CONSUME(t.SetWord)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => assignments.push(this.SUBRULE(this.anyAssignment)) })
    return assignments
  })

  private readonly anyAssignment = this.RULE(
    'anyAssignment',
    (): ast.AnyAssignment =>
      this.OR<ast.AnyAssignment>([
        { ALT: () => this.SUBRULE(this.assignment) },
        { ALT: () => this.SUBRULE(this.rowAssignment) },
      ]),
  )

  // (<column>, …) = <row> | (<query>)
  private readonly rowAssignment = this.RULE('rowAssignment', (): ast.RowAssignment => {
    const start = this.position()
    const columns: ast.QualifiedName[] = []
    this.CONSUME(t.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => columns.push(this.SUBRULE(this.qualifiedName)) })
    this.CONSUME(t.RightParen)
    this.CONSUME(t.Equals)
    const value = this.SUBRULE(this.expression)
    return { kind: 'RowAssignment', span: this.since(start), columns, value }
  })

  // <column> = <value> | DEFAULT
  private readonly assignment = this.RULE('assignment', (): ast.Assignment => {
    const start = this.position()
    const column = this.SUBRULE(this.qualifiedName)
    this.CONSUME(t.Equals)
    const value = this.OR<ast.Expression | undefined>([
      { ALT: () => this.CONSUME(t.Default) && undefined },
      { ALT: () => this.SUBRULE(this.expression) },
    ])
    const span = this.since(start)
    return value === undefined
      ? { kind: 'Assignment', span, column }
      : { kind: 'Assignment', span, column, value }
  })

  // DELETE FROM <table> [<alias>] [USING …] [WHERE …] [RETURNING …]
  private readonly delete = this.RULE('delete', (tables: ast.With | undefined, start: number): ast.Delete => {
    this.CONSUME(t.Delete)
    this.CONSUME(t.From)
    const table = this.SUBRULE(this.qualifiedName)
    const alias = this.OPTION(() => this.SUBRULE(this.targetAlias))
    const using =
      this.OPTION1(() => {
        this.CONSUME(t.Using)
        return this.SUBRULE(this.tableReferences)
      }) ?? []
    const where = this.OPTION2(() => this.SUBRULE(this.where))
    const returning = this.OPTION3(() => this.SUBRULE(this.returning)) ?? []
    const statement: make.Draft<ast.Delete> = {
      kind: 'Delete',
      span: this.since(start),
      table,
      using,
      returning,
    }
    if (tables !== undefined) statement.with = tables
    if (alias !== undefined) statement.alias = alias
    if (where !== undefined) statement.where = where
    return statement
  })

  // UNDELETE FROM <table> [<alias>] [WHERE …] [RETURNING …]
  private readonly undelete = this.RULE('undelete', (): ast.Undelete => {
    const start = this.position()
    this.CONSUME(t.Undelete)
    this.CONSUME(t.From)
    const table = this.SUBRULE(this.qualifiedName)
    const alias = this.OPTION(() => this.SUBRULE(this.targetAlias))
    const where = this.OPTION1(() => this.SUBRULE(this.where))
    const returning = this.OPTION2(() => this.SUBRULE(this.returning)) ?? []
    const statement: make.Draft<ast.Undelete> = {
      kind: 'Undelete',
      span: this.since(start),
      table,
      returning,
    }
    if (alias !== undefined) statement.alias = alias
    if (where !== undefined) statement.where = where
    return statement
  })

  // MERGE INTO <table> [<alias>] USING <source> ON <condition> { <clause> } [RETURNING …]
  private readonly merge = this.RULE('merge', (tables: ast.With | undefined, start: number): ast.Merge => {
    this.CONSUME(t.Merge)
    this.CONSUME(t.Into)
    const table = this.SUBRULE(this.qualifiedName)
    const alias = this.OPTION(() => this.SUBRULE(this.targetAlias))
    this.CONSUME(t.Using)
    const source = this.SUBRULE(this.tableReference)
    this.CONSUME(t.On)
    const on = this.SUBRULE(this.expression)
    const clauses: ast.MergeClause[] = []
    this.AT_LEAST_ONE(() => clauses.push(this.SUBRULE(this.mergeClause)))
    const returning = this.OPTION1(() => this.SUBRULE(this.returning)) ?? []
    const merge: make.Draft<ast.Merge> = {
      kind: 'Merge',
      span: this.since(start),
      table,
      source,
      on,
      clauses,
      returning,
    }
    if (tables !== undefined) merge.with = tables
    if (alias !== undefined) merge.alias = alias
    return merge
  })

  // WHEN [NOT] MATCHED [BY SOURCE] [AND <condition>] THEN <action>
  private readonly mergeClause = this.RULE('mergeClause', (): ast.MergeClause => {
    const start = this.position()
    this.CONSUME(t.When)
    const match = this.OR<ast.MergeClause['match']>([
      { ALT: () => this.CONSUME(t.Matched) && 'MATCHED' },
      {
        ALT: () => {
          this.CONSUME(t.Not)
          this.CONSUME1(t.Matched)
          const bySource = this.OPTION(() => this.CONSUME(t.By) && this.CONSUME(t.Source))
          return bySource === undefined ? 'NOT MATCHED' : 'NOT MATCHED BY SOURCE'
        },
      },
    ])
    const condition = this.OPTION1(() => {
      this.CONSUME(t.And)
      return this.SUBRULE(this.expression)
    })
    this.CONSUME(t.Then)
    const action = this.SUBRULE(this.mergeAction)
    const span = this.since(start)
    return condition === undefined
      ? { kind: 'MergeClause', span, match, action }
      : { kind: 'MergeClause', span, match, condition, action }
  })

  // INSERT [( <columns> )] VALUES ( <values> ) | UPDATE SET … | DELETE | DO NOTHING
  private readonly mergeAction = this.RULE(
    'mergeAction',
    (): ast.MergeAction =>
      this.OR<ast.MergeAction>([
        {
          ALT: () => {
            this.CONSUME(t.Insert)
            const columns = this.OPTION(() => this.SUBRULE(this.columnList)) ?? []
            this.CONSUME(t.ValuesWord)
            this.CONSUME(t.LeftParen)
            const values = this.SUBRULE(this.rowItems)
            this.CONSUME(t.RightParen)
            return { kind: 'MergeInsert', columns, values }
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Update)
            return { kind: 'MergeUpdate', assignments: this.SUBRULE(this.assignments) }
          },
        },
        { ALT: () => this.CONSUME(t.Delete) && { kind: 'MergeDelete' } },
        { ALT: () => this.CONSUME(t.Do) && this.CONSUME(t.Nothing) && { kind: 'MergeNothing' } },
      ]),
  )

  // [AS] <alias>, of the table that is written to
  private readonly targetAlias = this.RULE(
    'targetAlias',
    (): ast.Identifier =>
      this.OR([
        { ALT: () => this.CONSUME(t.As) && this.SUBRULE(this.name) },
        { ALT: () => toIdentifier(this.CONSUME(t.BareTableAlias)) },
      ]),
  )

  // ( <column>, … )
  private readonly columnList = this.RULE('columnList', (): ast.QualifiedName[] => {
    const columns: ast.QualifiedName[] = []
    this.CONSUME(t.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => columns.push(this.SUBRULE(this.qualifiedName)) })
    this.CONSUME(t.RightParen)
    return columns
  })

  // ── Explaining ────────────────────────────────────────────────────────────────────────────────────────────────

  // EXPLAIN [ANALYZE | VERIFY] [( <options> )] <statement>
  private readonly explain = this.RULE('explain', (): ast.Explain => {
    const start = this.position()
    const options = explainOptions()
    this.CONSUME(t.Explain)
    this.OPTION(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Analyze) && options.setMode('ANALYZE') },
        { ALT: () => this.CONSUME(t.Verify) && options.setMode('VERIFY') },
      ])
    })
    this.OPTION1(() => {
      this.CONSUME(t.LeftParen)
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const name = this.CONSUME(t.AnyWord)
          const value = this.OPTION2(() => this.CONSUME1(t.AnyWord))
          this.ACTION(() => options.add(name, value))
        },
      })
      this.CONSUME(t.RightParen)
    })
    const statement = this.SUBRULE(this.explained)
    const { mode, format } = options
    return { kind: 'Explain', span: this.since(start), mode, format, statement }
  })

  private readonly explained = this.RULE(
    'explained',
    (): ast.Statement =>
      this.OR<ast.Statement>([
        { ALT: () => this.SUBRULE(this.queryOrWrite) },
        { ALT: () => this.SUBRULE(this.upsert) },
        { ALT: () => this.SUBRULE(this.undelete) },
        { ALT: () => this.SUBRULE(this.copy) },
        { ALT: () => this.SUBRULE(this.create) },
        { ALT: () => this.SUBRULE(this.call) },
        { ALT: () => this.SUBRULE(this.exec) },
      ]),
  )

  // ── Transactions ──────────────────────────────────────────────────────────────────────────────────────────────

  // BEGIN [TRANSACTION | WORK] | START TRANSACTION
  private readonly begin = this.RULE('begin', (): ast.Begin => {
    const start = this.position()
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Begin)
          this.OPTION(() => this.SUBRULE(this.transactionWord))
        },
      },
      { ALT: () => this.CONSUME(t.Start) && this.CONSUME(t.Transaction) },
    ])
    return { kind: 'Begin', span: this.since(start) }
  })

  private readonly commit = this.RULE('commit', (): ast.Commit => {
    const start = this.position()
    this.CONSUME(t.Commit)
    this.OPTION(() => this.SUBRULE(this.transactionWord))
    return { kind: 'Commit', span: this.since(start) }
  })

  // ROLLBACK [TRANSACTION | WORK] [TO [SAVEPOINT] <name>]
  private readonly rollback = this.RULE('rollback', (): ast.Rollback => {
    const start = this.position()
    this.CONSUME(t.Rollback)
    this.OPTION(() => this.SUBRULE(this.transactionWord))
    const savepoint = this.OPTION1(() => {
      this.CONSUME(t.To)
      return this.SUBRULE(this.savepointName)
    })
    const span = this.since(start)
    return savepoint === undefined ? { kind: 'Rollback', span } : { kind: 'Rollback', span, savepoint }
  })

  private readonly transactionWord = this.RULE('transactionWord', (): void => {
    this.OR([{ ALT: () => this.CONSUME(t.Transaction) }, { ALT: () => this.CONSUME(t.Work) }])
  })

  private readonly savepoint = this.RULE('savepoint', (): ast.Savepoint => {
    const start = this.position()
    this.CONSUME(t.Savepoint)
    const name = this.SUBRULE(this.name)
    return { kind: 'Savepoint', span: this.since(start), name }
  })

  // RELEASE [SAVEPOINT] <name>
  private readonly releaseSavepoint = this.RULE('releaseSavepoint', (): ast.ReleaseSavepoint => {
    const start = this.position()
    this.CONSUME(t.Release)
    const name = this.SUBRULE(this.savepointName)
    return { kind: 'ReleaseSavepoint', span: this.since(start), name }
  })

  // [SAVEPOINT] <name>
  private readonly savepointName = this.RULE(
    'savepointName',
    (): ast.Identifier =>
      this.OR([
        {
          ALT: () => this.CONSUME(t.Savepoint) && this.SUBRULE(this.name),
          // A savepoint may not bear the name "savepoint" without quotes.
          IGNORE_AMBIGUITIES: true,
        },
        { ALT: () => this.SUBRULE1(this.name) },
      ]),
  )

  // ── Properties ────────────────────────────────────────────────────────────────────────────────────────────────

  // SET <name> = | TO <value>   ·   SET TIME ZONE <value>
  private readonly setProperty = this.RULE('setProperty', (): ast.SetProperty => {
    const start = this.position()
    this.CONSUME(t.SetWord)
    const written = this.SUBRULE(this.qualifiedName)
    const name = this.OR([
      { ALT: () => this.CONSUME(t.Equals) && written },
      { ALT: () => this.CONSUME(t.To) && written },
      {
        ALT: () => {
          const zone = this.CONSUME(t.Zone)
          return this.ACTION(() => toTimeZone(written, zone))
        },
      },
    ])
    const value = this.OR1<ast.Expression | undefined>([
      { ALT: () => this.CONSUME(t.Default) && undefined },
      // SET … = ON: elsewhere ON is reserved.
      { ALT: () => toColumn(this.CONSUME(t.On)) },
      { ALT: () => this.SUBRULE(this.expression) },
    ])
    const span = this.since(start)
    return value === undefined
      ? { kind: 'SetProperty', span, name }
      : { kind: 'SetProperty', span, name, value }
  })

  private readonly showProperty = this.RULE('showProperty', (): ast.ShowProperty => {
    const start = this.position()
    this.CONSUME(t.Show)
    const name = this.SUBRULE(this.propertyOrAll)
    const span = this.since(start)
    return name === undefined ? { kind: 'ShowProperty', span } : { kind: 'ShowProperty', span, name }
  })

  private readonly resetProperty = this.RULE('resetProperty', (): ast.ResetProperty => {
    const start = this.position()
    this.CONSUME(t.Reset)
    const name = this.SUBRULE(this.propertyOrAll)
    const span = this.since(start)
    return name === undefined ? { kind: 'ResetProperty', span } : { kind: 'ResetProperty', span, name }
  })

  // <name> | ALL
  private readonly propertyOrAll = this.RULE('propertyOrAll', (): ast.QualifiedName | undefined =>
    this.OR<ast.QualifiedName | undefined>([
      { ALT: () => this.CONSUME(t.All) && undefined },
      { ALT: () => this.SUBRULE(this.qualifiedName) },
    ]),
  )

  // DESCRIBE | DESC <table>
  private readonly describe = this.RULE('describe', (): ast.Describe => {
    const start = this.position()
    this.OR([{ ALT: () => this.CONSUME(t.Describe) }, { ALT: () => this.CONSUME(t.Desc) }])
    const name = this.SUBRULE(this.qualifiedName)
    return { kind: 'Describe', span: this.since(start), name }
  })

  // ── Procedures ────────────────────────────────────────────────────────────────────────────────────────────────

  // CALL <procedure> ( [<arguments>] )
  private readonly call = this.RULE('call', (): ast.Call => {
    const start = this.position()
    this.CONSUME(t.Call)
    const procedure = this.SUBRULE(this.qualifiedName)
    this.CONSUME(t.LeftParen)
    const args = this.OPTION(() => this.SUBRULE(this.callArguments)) ?? []
    this.CONSUME(t.RightParen)
    return { kind: 'Call', span: this.since(start), procedure, arguments: args }
  })

  // EXEC | EXECUTE <procedure> [<arguments>] | ( [<arguments>] )
  private readonly exec = this.RULE('exec', (): ast.Call => {
    const start = this.position()
    this.OR([{ ALT: () => this.CONSUME(t.Exec) }, { ALT: () => this.CONSUME(t.Execute) }])
    const procedure = this.SUBRULE(this.qualifiedName)
    const args =
      this.OPTION(() =>
        this.OR1([
          {
            // EXEC p (1) passes 1, as CALL p(1) does.
            IGNORE_AMBIGUITIES: true,
            ALT: () => {
              this.CONSUME(t.LeftParen)
              const inside = this.OPTION1(() => this.SUBRULE(this.callArguments)) ?? []
              this.CONSUME(t.RightParen)
              return inside
            },
          },
          { ALT: () => this.SUBRULE1(this.callArguments) },
        ]),
      ) ?? []
    return { kind: 'Call', span: this.since(start), procedure, arguments: args }
  })

  private readonly callArguments = this.RULE('callArguments', (): ast.CallArgument[] => {
    const args: ast.CallArgument[] = []
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => args.push(this.SUBRULE(this.callArgument)) })
    return args
  })

  // <value> | <name> => <value>
  private readonly callArgument = this.RULE('callArgument', (): ast.CallArgument => {
    const start = this.position()
    const name = this.OPTION(() => {
      const token = this.CONSUME(t.ArgumentName)
      this.CONSUME(t.FatArrow)
      return toIdentifier(token)
    })
    const value = this.SUBRULE(this.expression)
    const span = this.since(start)
    return name === undefined
      ? { kind: 'CallArgument', span, value }
      : { kind: 'CallArgument', span, name, value }
  })

  // ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────────

  // COPY ( <query> ) | <table> [( <columns> )] TO '<file>' [<options>]
  // COPY <table> [( <columns> )] FROM '<file>' [<options>]
  private readonly copy = this.RULE('copy', (): ast.CopyTo | ast.CopyFrom => {
    const start = this.position()
    this.CONSUME(t.Copy)
    return this.OR<ast.CopyTo | ast.CopyFrom>([
      {
        ALT: () => {
          this.CONSUME(t.QueryParen)
          const source = this.SUBRULE(this.query)
          this.CONSUME(t.RightParen)
          return this.SUBRULE(this.copyTo, { ARGS: [source, start] })
        },
      },
      {
        ALT: () => {
          const table = this.SUBRULE(this.qualifiedName)
          const columns = this.OPTION(() => this.SUBRULE(this.columnList)) ?? []
          return this.OR1<ast.CopyTo | ast.CopyFrom>([
            {
              ALT: () => {
                const source = this.ACTION(() => plainSelect(table, columns))
                return this.SUBRULE1(this.copyTo, { ARGS: [source, start] })
              },
            },
            {
              ALT: () => {
                this.CONSUME(t.From)
                const file = this.SUBRULE(this.fileName)
                const options = this.SUBRULE(this.copyOptions)
                return { kind: 'CopyFrom', span: this.since(start), table, columns, file, options }
              },
            },
          ])
        },
      },
    ])
  })

  private readonly copyTo = this.RULE('copyTo', (source: ast.Query, start: number): ast.CopyTo => {
    this.CONSUME(t.To)
    const file = this.SUBRULE(this.fileName)
    const options = this.SUBRULE(this.copyOptions)
    return { kind: 'CopyTo', span: this.since(start), source, file, options }
  })

  private readonly fileName = this.RULE('fileName', (): string => {
    const token = this.CONSUME(t.Text)
    return this.ACTION(() => toTextValue(token))
  })

  // [[WITH] ( <name> [<value>], … )]
  private readonly copyOptions = this.RULE('copyOptions', (): ast.CopyOption[] => {
    const options: ast.CopyOption[] = []
    this.OPTION(() => this.CONSUME(t.With))
    this.OPTION1(() => {
      this.CONSUME(t.LeftParen)
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => options.push(this.SUBRULE(this.copyOption)) })
      this.CONSUME(t.RightParen)
    })
    return options
  })

  private readonly copyOption = this.RULE('copyOption', (): ast.CopyOption => {
    const start = this.position()
    const name = this.CONSUME(t.AnyWord).image.toUpperCase()
    const value = this.OPTION(() =>
      this.OR([
        { ALT: () => toIdentifier(this.CONSUME1(t.AnyWord)).name },
        { ALT: () => this.CONSUME(t.NumberText).image },
        {
          ALT: () => {
            const token = this.CONSUME(t.Text)
            return this.ACTION(() => toTextValue(token))
          },
        },
      ]),
    )
    const span = this.since(start)
    return value === undefined
      ? { kind: 'CopyOption', span, name }
      : { kind: 'CopyOption', span, name, value }
  })

  // ── Temporary tables and views ────────────────────────────────────────────────────────────────────────────────

  // CREATE [OR REPLACE] TEMP TABLE | VIEW …
  private readonly create = this.RULE('create', (): ast.CreateTempTable | ast.CreateTempView => {
    const start = this.position()
    this.CONSUME(t.Create)
    const orReplace = this.OPTION(() => this.CONSUME(t.Or) && this.CONSUME(t.Replace)) !== undefined
    this.OR([{ ALT: () => this.CONSUME(t.Temp) }, { ALT: () => this.CONSUME(t.Temporary) }])
    return this.OR1<ast.CreateTempTable | ast.CreateTempView>([
      { ALT: () => this.SUBRULE(this.createTable, { ARGS: [orReplace, start] }) },
      { ALT: () => this.SUBRULE(this.createView, { ARGS: [orReplace, start] }) },
    ])
  })

  // TABLE [IF NOT EXISTS] <name> AS <query>
  private readonly createTable = this.RULE(
    'createTable',
    (orReplace: boolean, start: number): ast.CreateTempTable => {
      this.CONSUME(t.Table)
      const condition = this.OPTION(() => this.CONSUME(t.If) && this.CONSUME(t.Not) && this.CONSUME(t.Exists))
      const name = this.SUBRULE(this.name)
      this.CONSUME(t.As)
      const query = this.SUBRULE(this.query)
      const ifNotExists = condition !== undefined
      return { kind: 'CreateTempTable', span: this.since(start), name, orReplace, ifNotExists, query }
    },
  )

  // VIEW <name> [( <columns> )] AS <query>
  private readonly createView = this.RULE(
    'createView',
    (orReplace: boolean, start: number): ast.CreateTempView => {
      this.CONSUME(t.View)
      const name = this.SUBRULE(this.name)
      const columns = this.OPTION(() => this.SUBRULE(this.nameList)) ?? []
      this.CONSUME(t.As)
      const query = this.SUBRULE(this.query)
      return { kind: 'CreateTempView', span: this.since(start), name, columns, orReplace, query }
    },
  )

  // DROP TABLE | VIEW [IF EXISTS] <name>
  private readonly drop = this.RULE('drop', (): ast.DropTemp => {
    const start = this.position()
    this.CONSUME(t.Drop)
    const object = this.OR<ast.DropTemp['object']>([
      { ALT: () => this.CONSUME(t.Table) && 'TABLE' },
      { ALT: () => this.CONSUME(t.View) && 'VIEW' },
    ])
    const ifExists = this.OPTION(() => this.CONSUME(t.If) && this.CONSUME(t.Exists)) !== undefined
    const name = this.SUBRULE(this.name)
    return { kind: 'DropTemp', span: this.since(start), object, name, ifExists }
  })
}
