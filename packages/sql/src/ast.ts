import type { SourceSpan } from '@certsql/core'

/**
 * The tree of a statement: plain readonly objects, told apart by `kind`, each with its place in the text.
 * The tree says what was written, not what it means: names are unresolved and types unknown.
 */
export interface Node {
  readonly kind: string
  readonly span: SourceSpan
}

// ── Names ──────────────────────────────────────────────────────────────────────────────────────────────────────

// Name | "Name" | `Name` | [Name]
export interface Identifier extends Node {
  readonly kind: 'Identifier'
  /** Without quotes, spelled as written. */
  readonly name: string
  readonly quoted: boolean
}

// <part>.<part>…
export interface QualifiedName extends Node {
  readonly kind: 'QualifiedName'
  readonly parts: readonly Identifier[]
}

// <name>[(<n>, …)] [WITH TIME ZONE] [\[\]…]
export interface TypeName extends Node {
  readonly kind: 'TypeName'
  /** Lower case, one space between words, time zone included: `timestamp with time zone`, `double precision`. */
  readonly name: string
  readonly arguments: readonly number[]
  readonly arrayDimensions: number
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | StringLiteral
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | DefaultValue
  | TypedLiteral
  | IntervalLiteral
  | Parameter
  | ColumnReference
  | CurrentValue
  | UnaryOperation
  | BinaryOperation
  | IsNull
  | IsTruth
  | IsDistinctFrom
  | Between
  | InList
  | InSubquery
  | Like
  | Exists
  | QuantifiedComparison
  | ScalarSubquery
  | Case
  | Cast
  | Extract
  | AtTimeZone
  | Collate
  | FunctionCall
  | RowValue
  | ArrayLiteral
  | Subscript

// 'it''s' | E'a\n' | $$text$$
export interface StringLiteral extends Node {
  readonly kind: 'StringLiteral'
  readonly value: string
}

// 42 | 1.50 | 1e6
export interface NumberLiteral extends Node {
  readonly kind: 'NumberLiteral'
  /** As written: digits are never put through floating point. */
  readonly text: string
}

export interface BooleanLiteral extends Node {
  readonly kind: 'BooleanLiteral'
  readonly value: boolean
}

export interface NullLiteral extends Node {
  readonly kind: 'NullLiteral'
}

// DEFAULT, in the rows of VALUES: what the column holds when nothing is given
export interface DefaultValue extends Node {
  readonly kind: 'DefaultValue'
}

// DATE '2025-01-31' | TIME '…' | TIMESTAMP '…' | TIMESTAMPTZ '…'
export interface TypedLiteral extends Node {
  readonly kind: 'TypedLiteral'
  readonly type: 'DATE' | 'TIME' | 'TIMESTAMP' | 'TIMESTAMPTZ'
  readonly value: string
}

export type IntervalUnit =
  | 'YEAR'
  | 'QUARTER'
  | 'MONTH'
  | 'WEEK'
  | 'DAY'
  | 'HOUR'
  | 'MINUTE'
  | 'SECOND'
  | 'MILLISECOND'

// INTERVAL '60' DAY | INTERVAL '1 month 3 days' | INTERVAL 3 DAY
export interface IntervalLiteral extends Node {
  readonly kind: 'IntervalLiteral'
  readonly value: string
  readonly unit?: IntervalUnit
}

// ? | $1 | :name
export interface Parameter extends Node {
  readonly kind: 'Parameter'
  readonly style: 'positional' | 'numbered' | 'named'
  /** From 0: the count of `?` before it, or the number of `$n` less one; for a name the order of first use. */
  readonly index: number
  readonly name?: string
}

// <part>.<part>…   an alias, a column, and lookups on the way: `i.c2g__Account__r.Name`
export interface ColumnReference extends Node {
  readonly kind: 'ColumnReference'
  readonly path: readonly Identifier[]
}

// CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP | LOCALTIME | LOCALTIMESTAMP | CURRENT_USER
export interface CurrentValue extends Node {
  readonly kind: 'CurrentValue'
  readonly value:
    | 'CURRENT_DATE'
    | 'CURRENT_TIME'
    | 'CURRENT_TIMESTAMP'
    | 'LOCALTIME'
    | 'LOCALTIMESTAMP'
    | 'CURRENT_USER'
}

// NOT <operand> | -<operand> | +<operand>
export interface UnaryOperation extends Node {
  readonly kind: 'UnaryOperation'
  readonly operator: 'NOT' | '-' | '+'
  readonly operand: Expression
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^'
export type BinaryOperator =
  | 'OR'
  | 'AND'
  | ComparisonOperator
  | ArithmeticOperator
  | '||'
  | '->'
  | '->>'
  | '#>'
  | '#>>'
  | '~'
  | '~*'
  | '!~'
  | '!~*'

// <left> <operator> <right>     (`!=` is read as `<>`)
export interface BinaryOperation extends Node {
  readonly kind: 'BinaryOperation'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

// <operand> IS [NOT] NULL       (also ISNULL, NOTNULL)
export interface IsNull extends Node {
  readonly kind: 'IsNull'
  readonly operand: Expression
  readonly negated: boolean
}

// <operand> IS [NOT] TRUE | FALSE | UNKNOWN
export interface IsTruth extends Node {
  readonly kind: 'IsTruth'
  readonly operand: Expression
  readonly truth: 'TRUE' | 'FALSE' | 'UNKNOWN'
  readonly negated: boolean
}

// <left> IS [NOT] DISTINCT FROM <right>
export interface IsDistinctFrom extends Node {
  readonly kind: 'IsDistinctFrom'
  readonly left: Expression
  readonly right: Expression
  readonly negated: boolean
}

// <operand> [NOT] BETWEEN [SYMMETRIC] <low> AND <high>
export interface Between extends Node {
  readonly kind: 'Between'
  readonly operand: Expression
  readonly low: Expression
  readonly high: Expression
  readonly negated: boolean
  readonly symmetric: boolean
}

// <operand> [NOT] IN (<items>)
export interface InList extends Node {
  readonly kind: 'InList'
  readonly operand: Expression
  readonly items: readonly Expression[]
  readonly negated: boolean
}

// <operand> [NOT] IN (<query>)
export interface InSubquery extends Node {
  readonly kind: 'InSubquery'
  readonly operand: Expression
  readonly query: Query
  readonly negated: boolean
}

// <operand> [NOT] LIKE | ILIKE <pattern> [ESCAPE <escape>]
export interface Like extends Node {
  readonly kind: 'Like'
  readonly operand: Expression
  readonly pattern: Expression
  readonly escape?: Expression
  readonly negated: boolean
  /** ILIKE. */
  readonly caseInsensitive: boolean
}

// EXISTS (<query>)
export interface Exists extends Node {
  readonly kind: 'Exists'
  readonly query: Query
}

// <operand> <operator> ANY | ALL (<query>)      (SOME is read as ANY)
export interface QuantifiedComparison extends Node {
  readonly kind: 'QuantifiedComparison'
  readonly operand: Expression
  readonly operator: ComparisonOperator
  readonly quantifier: 'ANY' | 'ALL'
  readonly query: Query
}

// (<query>)
export interface ScalarSubquery extends Node {
  readonly kind: 'ScalarSubquery'
  readonly query: Query
}

// CASE [<operand>] WHEN … THEN … [ELSE …] END
export interface Case extends Node {
  readonly kind: 'Case'
  readonly operand?: Expression
  readonly branches: readonly CaseBranch[]
  readonly otherwise?: Expression
}

export interface CaseBranch extends Node {
  readonly kind: 'CaseBranch'
  readonly when: Expression
  readonly then: Expression
}

// CAST(<operand> AS <type>) | <operand>::<type> | TRY_CAST(…)
export interface Cast extends Node {
  readonly kind: 'Cast'
  readonly operand: Expression
  readonly type: TypeName
  /** TRY_CAST: a value that does not convert is NULL. */
  readonly safe: boolean
}

// EXTRACT(<field> FROM <source>)
export interface Extract extends Node {
  readonly kind: 'Extract'
  /** Upper case: YEAR, MONTH, DOW, EPOCH … */
  readonly field: string
  readonly source: Expression
}

// <operand> AT TIME ZONE <zone>
export interface AtTimeZone extends Node {
  readonly kind: 'AtTimeZone'
  readonly operand: Expression
  readonly zone: Expression
}

// <operand> COLLATE <collation>
export interface Collate extends Node {
  readonly kind: 'Collate'
  readonly operand: Expression
  readonly collation: Identifier
}

// <name>([DISTINCT] <arguments> [ORDER BY …]) [WITHIN GROUP (…)] [FILTER (WHERE …)] [OVER …]
// Special forms are read as plain calls: SUBSTRING(x FROM a FOR b) is substring(x, a, b), POSITION(a IN b) is
// strpos(b, a), TRIM(LEADING c FROM x) is ltrim(x, c), OVERLAY(…) is overlay(…).
export interface FunctionCall extends Node {
  readonly kind: 'FunctionCall'
  readonly name: QualifiedName
  readonly arguments: readonly Expression[]
  /** COUNT(*) */
  readonly star: boolean
  readonly distinct: boolean
  readonly orderBy: readonly OrderItem[]
  readonly withinGroup: readonly OrderItem[]
  readonly filter?: Expression
  readonly nulls?: 'IGNORE' | 'RESPECT'
  readonly over?: WindowSpecification | Identifier
}

// (<items>) | ROW(<items>)     two or more, or ROW with any number
export interface RowValue extends Node {
  readonly kind: 'RowValue'
  readonly items: readonly Expression[]
}

// ARRAY[<items>]
export interface ArrayLiteral extends Node {
  readonly kind: 'ArrayLiteral'
  readonly items: readonly Expression[]
}

// <operand>[<index>]
export interface Subscript extends Node {
  readonly kind: 'Subscript'
  readonly operand: Expression
  readonly index: Expression
}

// ── Order and windows ──────────────────────────────────────────────────────────────────────────────────────────

// <expression> [ASC | DESC] [NULLS FIRST | LAST]
export interface OrderItem extends Node {
  readonly kind: 'OrderItem'
  readonly expression: Expression
  readonly direction?: 'ASC' | 'DESC'
  readonly nulls?: 'FIRST' | 'LAST'
}

// ([<base>] [PARTITION BY …] [ORDER BY …] [<frame>])
export interface WindowSpecification extends Node {
  readonly kind: 'WindowSpecification'
  readonly base?: Identifier
  readonly partitionBy: readonly Expression[]
  readonly orderBy: readonly OrderItem[]
  readonly frame?: WindowFrame
}

// ROWS | RANGE | GROUPS BETWEEN <start> AND <end> [EXCLUDE …]
export interface WindowFrame extends Node {
  readonly kind: 'WindowFrame'
  readonly unit: 'ROWS' | 'RANGE' | 'GROUPS'
  readonly start: FrameBound
  readonly end?: FrameBound
  readonly exclude?: 'CURRENT ROW' | 'GROUP' | 'TIES' | 'NO OTHERS'
}

// UNBOUNDED PRECEDING | <offset> PRECEDING | CURRENT ROW | <offset> FOLLOWING | UNBOUNDED FOLLOWING
export interface FrameBound extends Node {
  readonly kind: 'FrameBound'
  readonly bound: 'UNBOUNDED PRECEDING' | 'PRECEDING' | 'CURRENT ROW' | 'FOLLOWING' | 'UNBOUNDED FOLLOWING'
  readonly offset?: Expression
}

// WINDOW <name> AS <specification>
export interface NamedWindow extends Node {
  readonly kind: 'NamedWindow'
  readonly name: Identifier
  readonly specification: WindowSpecification
}

// ── Queries ────────────────────────────────────────────────────────────────────────────────────────────────────

// [WITH …] <body> [ORDER BY …] [LIMIT …] [OFFSET …]
// TOP n and FETCH FIRST n ROWS ONLY are read as LIMIT.
export interface Query extends Node {
  readonly kind: 'Query'
  readonly with?: With
  readonly body: QueryBody
  readonly orderBy: readonly OrderItem[]
  readonly limit?: Expression
  readonly offset?: Expression
  /** FETCH FIRST n ROWS WITH TIES */
  readonly withTies: boolean
}

/** A `Query` as a body is one in parentheses: it has an order, a limit or a WITH of its own. */
export type QueryBody = Select | SetOperation | Values | Query

// WITH [RECURSIVE] <tables>
export interface With extends Node {
  readonly kind: 'With'
  readonly recursive: boolean
  readonly tables: readonly CommonTable[]
}

// <name> [(<columns>)] AS [[NOT] MATERIALIZED] (<query>)
export interface CommonTable extends Node {
  readonly kind: 'CommonTable'
  readonly name: Identifier
  readonly columns: readonly Identifier[]
  readonly query: Query
  readonly materialized?: boolean
}

// <left> UNION | INTERSECT | EXCEPT [ALL] <right>
export interface SetOperation extends Node {
  readonly kind: 'SetOperation'
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT'
  readonly all: boolean
  readonly left: QueryBody
  readonly right: QueryBody
}

// VALUES (…), (…)
export interface Values extends Node {
  readonly kind: 'Values'
  readonly rows: readonly (readonly Expression[])[]
}

// SELECT [/*+ hints */] [DISTINCT [ON (…)]] <items> [FROM …] [WHERE …] [GROUP BY …] [HAVING …] [WINDOW …] [QUALIFY …]
export interface Select extends Node {
  readonly kind: 'Select'
  readonly hints: readonly Hint[]
  readonly distinct?: Distinct
  readonly items: readonly SelectItem[]
  /** Comma-separated; several are a cross join. */
  readonly from: readonly TableReference[]
  readonly where?: Expression
  readonly groupBy?: GroupBy
  readonly having?: Expression
  readonly windows: readonly NamedWindow[]
  readonly qualify?: Expression
}

// DISTINCT [ON (<expressions>)]
export interface Distinct extends Node {
  readonly kind: 'Distinct'
  /** Empty: plain DISTINCT. */
  readonly on: readonly Expression[]
}

// /*+ TRANSPORT(bulk) ALL_ROWS SCOPE(mine) */
export interface Hint extends Node {
  readonly kind: 'Hint'
  /** Upper case. */
  readonly name: string
  readonly arguments: readonly string[]
}

export type SelectItem = SelectExpression | SelectStar

// <expression> [[AS] <alias>]
export interface SelectExpression extends Node {
  readonly kind: 'SelectExpression'
  readonly expression: Expression
  readonly alias?: Identifier
}

// [<qualifier>.]*
export interface SelectStar extends Node {
  readonly kind: 'SelectStar'
  readonly qualifier?: QualifiedName
}

// GROUP BY <elements>
export interface GroupBy extends Node {
  readonly kind: 'GroupBy'
  readonly elements: readonly GroupingElement[]
}

export type GroupingElement = GroupingExpressions | Rollup | Cube | GroupingSets

// <expression> | (<expressions>) | ()
export interface GroupingExpressions extends Node {
  readonly kind: 'GroupingExpressions'
  readonly expressions: readonly Expression[]
}

// ROLLUP (<sets>)
export interface Rollup extends Node {
  readonly kind: 'Rollup'
  readonly sets: readonly GroupingExpressions[]
}

// CUBE (<sets>)
export interface Cube extends Node {
  readonly kind: 'Cube'
  readonly sets: readonly GroupingExpressions[]
}

// GROUPING SETS (<elements>)
export interface GroupingSets extends Node {
  readonly kind: 'GroupingSets'
  readonly elements: readonly GroupingElement[]
}

// ── Tables ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type TableReference = NamedTable | DerivedTable | FunctionTable | Join

// [AS] <name> [(<columns>)]
export interface TableAlias extends Node {
  readonly kind: 'TableAlias'
  readonly name: Identifier
  readonly columns: readonly Identifier[]
}

// <name> [<alias>]
export interface NamedTable extends Node {
  readonly kind: 'NamedTable'
  readonly name: QualifiedName
  readonly alias?: TableAlias
}

// [LATERAL] (<query>) [<alias>]
export interface DerivedTable extends Node {
  readonly kind: 'DerivedTable'
  readonly lateral: boolean
  readonly query: Query
  readonly alias?: TableAlias
}

// [LATERAL] <function>(…) [WITH ORDINALITY] [<alias>]
export interface FunctionTable extends Node {
  readonly kind: 'FunctionTable'
  readonly lateral: boolean
  readonly call: FunctionCall
  readonly withOrdinality: boolean
  readonly alias?: TableAlias
}

// <left> [NATURAL] INNER | LEFT | RIGHT | FULL | CROSS JOIN <right> [ON … | USING (…)]
export interface Join extends Node {
  readonly kind: 'Join'
  readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS'
  readonly natural: boolean
  readonly left: TableReference
  readonly right: TableReference
  readonly on?: Expression
  /** Empty when there is no USING. */
  readonly using: readonly Identifier[]
}

// ── Statements ─────────────────────────────────────────────────────────────────────────────────────────────────

export type Statement =
  | QueryStatement
  | Insert
  | Upsert
  | Update
  | Delete
  | Undelete
  | Merge
  | Explain
  | Begin
  | Commit
  | Rollback
  | Savepoint
  | ReleaseSavepoint
  | SetProperty
  | ShowProperty
  | ResetProperty
  | Describe
  | Call
  | CopyTo
  | CopyFrom
  | CreateTempTable
  | CreateTempView
  | DropTemp

// <query>
export interface QueryStatement extends Node {
  readonly kind: 'QueryStatement'
  readonly query: Query
}

// [WITH …] INSERT INTO <table> [(<columns>)] <source> [ON CONFLICT …] [RETURNING …]
export interface Insert extends Node {
  readonly kind: 'Insert'
  readonly with?: With
  readonly table: QualifiedName
  readonly alias?: Identifier
  /** Dotted ones set a lookup by the external id of its target: `Account.Ext__c`. */
  readonly columns: readonly QualifiedName[]
  /** Absent: DEFAULT VALUES. */
  readonly source?: Query
  readonly onConflict?: OnConflict
  readonly returning: readonly SelectItem[]
}

// ON CONFLICT (<columns>) DO NOTHING | DO UPDATE SET … [WHERE …]
export interface OnConflict extends Node {
  readonly kind: 'OnConflict'
  readonly columns: readonly Identifier[]
  /** Absent: DO NOTHING. */
  readonly update?: readonly AnyAssignment[]
  readonly where?: Expression
}

// UPSERT INTO <table> (<columns>) <source> ON (<key>) [RETURNING …]
export interface Upsert extends Node {
  readonly kind: 'Upsert'
  readonly table: QualifiedName
  readonly columns: readonly QualifiedName[]
  readonly source: Query
  readonly key: readonly Identifier[]
  readonly returning: readonly SelectItem[]
}

// <column> = <value> | DEFAULT
export interface Assignment extends Node {
  readonly kind: 'Assignment'
  readonly column: QualifiedName
  /** Absent: DEFAULT. */
  readonly value?: Expression
}

export type AnyAssignment = Assignment | RowAssignment

// (<column>, …) = <row> | (<query>)
export interface RowAssignment extends Node {
  readonly kind: 'RowAssignment'
  readonly columns: readonly QualifiedName[]
  readonly value: Expression
}

// [WITH …] UPDATE <table> [<alias>] SET … [FROM …] [WHERE …] [RETURNING …]
export interface Update extends Node {
  readonly kind: 'Update'
  readonly with?: With
  readonly table: QualifiedName
  readonly alias?: Identifier
  readonly assignments: readonly AnyAssignment[]
  readonly from: readonly TableReference[]
  readonly where?: Expression
  readonly returning: readonly SelectItem[]
}

// [WITH …] DELETE FROM <table> [<alias>] [USING …] [WHERE …] [RETURNING …]
export interface Delete extends Node {
  readonly kind: 'Delete'
  readonly with?: With
  readonly table: QualifiedName
  readonly alias?: Identifier
  readonly using: readonly TableReference[]
  readonly where?: Expression
  readonly returning: readonly SelectItem[]
}

// UNDELETE FROM <table> [<alias>] [WHERE …] [RETURNING …]
export interface Undelete extends Node {
  readonly kind: 'Undelete'
  readonly table: QualifiedName
  readonly alias?: Identifier
  readonly where?: Expression
  readonly returning: readonly SelectItem[]
}

// [WITH …] MERGE INTO <table> [<alias>] USING <source> ON <condition> <clauses> [RETURNING …]
export interface Merge extends Node {
  readonly kind: 'Merge'
  readonly with?: With
  readonly table: QualifiedName
  readonly alias?: Identifier
  readonly source: TableReference
  readonly on: Expression
  readonly clauses: readonly MergeClause[]
  readonly returning: readonly SelectItem[]
}

// WHEN [NOT] MATCHED [BY SOURCE] [AND <condition>] THEN <action>
export interface MergeClause extends Node {
  readonly kind: 'MergeClause'
  readonly match: 'MATCHED' | 'NOT MATCHED' | 'NOT MATCHED BY SOURCE'
  readonly condition?: Expression
  readonly action: MergeAction
}

export type MergeAction =
  | {
      readonly kind: 'MergeInsert'
      readonly columns: readonly QualifiedName[]
      readonly values: readonly Expression[]
    }
  | { readonly kind: 'MergeUpdate'; readonly assignments: readonly AnyAssignment[] }
  | { readonly kind: 'MergeDelete' }
  | { readonly kind: 'MergeNothing' }

// EXPLAIN [ANALYZE | VERIFY] [(FORMAT TEXT | JSON)] <statement>
export interface Explain extends Node {
  readonly kind: 'Explain'
  readonly mode: 'PLAN' | 'ANALYZE' | 'VERIFY'
  readonly format: 'TEXT' | 'JSON'
  readonly statement: Statement
}

// BEGIN | START TRANSACTION
export interface Begin extends Node {
  readonly kind: 'Begin'
}

export interface Commit extends Node {
  readonly kind: 'Commit'
}

// ROLLBACK [TO [SAVEPOINT] <savepoint>]
export interface Rollback extends Node {
  readonly kind: 'Rollback'
  readonly savepoint?: Identifier
}

export interface Savepoint extends Node {
  readonly kind: 'Savepoint'
  readonly name: Identifier
}

export interface ReleaseSavepoint extends Node {
  readonly kind: 'ReleaseSavepoint'
  readonly name: Identifier
}

// SET <name> = | TO <value>
export interface SetProperty extends Node {
  readonly kind: 'SetProperty'
  readonly name: QualifiedName
  /** Absent: DEFAULT. A bare word is a `ColumnReference`. */
  readonly value?: Expression
}

// SHOW <name> | ALL
export interface ShowProperty extends Node {
  readonly kind: 'ShowProperty'
  /** Absent: ALL. */
  readonly name?: QualifiedName
}

// RESET <name> | ALL
export interface ResetProperty extends Node {
  readonly kind: 'ResetProperty'
  /** Absent: ALL. */
  readonly name?: QualifiedName
}

// DESCRIBE <table>
export interface Describe extends Node {
  readonly kind: 'Describe'
  readonly name: QualifiedName
}

// CALL <procedure>(<arguments>) | EXEC <procedure> [<arguments>]
export interface Call extends Node {
  readonly kind: 'Call'
  readonly procedure: QualifiedName
  readonly arguments: readonly CallArgument[]
}

// <value> | <name> => <value>
export interface CallArgument extends Node {
  readonly kind: 'CallArgument'
  readonly name?: Identifier
  readonly value: Expression
}

// <name> [<value>]
export interface CopyOption extends Node {
  readonly kind: 'CopyOption'
  /** Upper case. */
  readonly name: string
  readonly value?: string
}

// COPY (<query>) | <table> TO '<file>' [(<options>)]
export interface CopyTo extends Node {
  readonly kind: 'CopyTo'
  readonly source: Query
  readonly file: string
  readonly options: readonly CopyOption[]
}

// COPY <table> [(<columns>)] FROM '<file>' [(<options>)]
export interface CopyFrom extends Node {
  readonly kind: 'CopyFrom'
  readonly table: QualifiedName
  readonly columns: readonly QualifiedName[]
  readonly file: string
  readonly options: readonly CopyOption[]
}

// CREATE [OR REPLACE] TEMP TABLE [IF NOT EXISTS] <name> AS <query>
export interface CreateTempTable extends Node {
  readonly kind: 'CreateTempTable'
  readonly name: Identifier
  readonly orReplace: boolean
  readonly ifNotExists: boolean
  readonly query: Query
}

// CREATE [OR REPLACE] TEMP VIEW <name> [(<columns>)] AS <query>
export interface CreateTempView extends Node {
  readonly kind: 'CreateTempView'
  readonly name: Identifier
  readonly columns: readonly Identifier[]
  readonly orReplace: boolean
  readonly query: Query
}

// DROP TABLE | VIEW [IF EXISTS] <name>
export interface DropTemp extends Node {
  readonly kind: 'DropTemp'
  readonly object: 'TABLE' | 'VIEW'
  readonly name: Identifier
  readonly ifExists: boolean
}
