import type { TokenType } from '@chevrotain/types'
import { createToken, Lexer } from '../chevrotain.js'

/**
 * The kinds of token. The scanner makes them by hand (`pattern` is NA), so that it can look at what stands around a
 * word, as PostgreSQL's own scanner does; the grammar then needs one token of look-ahead only.
 */
function category(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA })
}

// ── Categories: which words may stand where ─────────────────────────────────────────────────────────────────────

/** Whatever is spelled as a word, reserved or not: allowed after a dot and after AS. */
export const AnyWord = category('AnyWord', 'a name')
/** May name a table, a column or a function. */
export const Name = category('Name', 'a name')
/** May be the alias of a table without AS. */
export const BareTableAlias = category('BareTableAlias', 'an alias')
/** May be the alias of a column without AS. */
export const BareColumnAlias = category('BareColumnAlias', 'an alias')

export const Comparison = category('Comparison', 'a comparison')
/** The operators between two operands that need no rule of their own. */
export const BinaryOperator = category('BinaryOperator', 'an operator')
export const Sign = category('Sign', 'a sign')
export const SetOperator = category('SetOperator', 'UNION, INTERSECT or EXCEPT')

// ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────

const wordsByText = new Map<string, TokenType>()
const reservedWords = new Set<string>()

/** The words that stand for themselves wherever they are written. Upper case. */
export const WORDS: ReadonlyMap<string, TokenType> = wordsByText
/** The words that need quotes as the name of a table or column. Upper case. */
export const RESERVED_WORDS: ReadonlySet<string> = reservedWords

function tokenOf(text: string, label: string, categories: TokenType[]): TokenType {
  const name = label.replace(/(?:^|[^A-Za-z]+)([A-Za-z])([A-Za-z]*)/g, (_, head: string, rest: string) => {
    return head.toUpperCase() + rest.toLowerCase()
  })
  const type = createToken({ name: `${name}Word`, label, pattern: Lexer.NA, categories })
  wordsByText.set(text, type)
  return type
}

/** Never a name without quotes. */
function reserved(text: string, ...categories: TokenType[]): TokenType {
  reservedWords.add(text)
  return tokenOf(text, text, [AnyWord, ...categories])
}

/** A name wherever the grammar does not expect the word itself. */
function word(text: string): TokenType {
  return tokenOf(text, text, [AnyWord, Name, BareTableAlias, BareColumnAlias])
}

/** As `word`, but the alias of a column only after AS. */
function wordAfterAs(text: string): TokenType {
  return tokenOf(text, text, [AnyWord, Name, BareTableAlias])
}

/** A meaning that a word has only before certain tokens: see `promotions.ts`. */
function promoted(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA, categories: [AnyWord] })
}

export const Identifier = createToken({
  name: 'Identifier',
  label: 'a name',
  pattern: Lexer.NA,
  categories: [AnyWord, Name, BareTableAlias, BareColumnAlias],
})
export const QuotedIdentifier = createToken({
  name: 'QuotedIdentifier',
  label: 'a name',
  pattern: Lexer.NA,
  categories: [AnyWord, Name, BareTableAlias, BareColumnAlias],
})

export const All = reserved('ALL')
export const And = reserved('AND', BinaryOperator)
export const Any = reserved('ANY')
export const ArrayWord = reserved('ARRAY')
export const As = reserved('AS')
export const Asc = reserved('ASC')
export const Between = reserved('BETWEEN')
export const Both = reserved('BOTH')
export const By = reserved('BY')
export const Case = reserved('CASE')
export const Collate = reserved('COLLATE')
export const Create = reserved('CREATE')
export const Cross = reserved('CROSS')
export const CurrentDate = reserved('CURRENT_DATE')
export const CurrentTime = reserved('CURRENT_TIME')
export const CurrentTimestamp = reserved('CURRENT_TIMESTAMP')
export const CurrentUser = reserved('CURRENT_USER')
export const Default = reserved('DEFAULT')
export const Desc = reserved('DESC')
export const Distinct = reserved('DISTINCT')
export const Do = reserved('DO')
export const Else = reserved('ELSE')
export const End = reserved('END')
export const Except = reserved('EXCEPT', SetOperator)
export const Exists = reserved('EXISTS')
export const False = reserved('FALSE')
export const Fetch = reserved('FETCH')
export const For = reserved('FOR')
export const From = reserved('FROM')
export const Full = reserved('FULL')
export const Group = reserved('GROUP')
export const Having = reserved('HAVING')
export const ILike = reserved('ILIKE')
export const In = reserved('IN')
export const Inner = reserved('INNER')
export const Intersect = reserved('INTERSECT', SetOperator)
export const Into = reserved('INTO')
export const Is = reserved('IS')
export const IsNullWord = reserved('ISNULL')
export const Join = reserved('JOIN')
export const Lateral = reserved('LATERAL')
export const Leading = reserved('LEADING')
export const Left = reserved('LEFT')
export const Like = reserved('LIKE')
export const Limit = reserved('LIMIT')
export const LocalTime = reserved('LOCALTIME')
export const LocalTimestamp = reserved('LOCALTIMESTAMP')
export const Natural = reserved('NATURAL')
export const Not = reserved('NOT')
export const NotNullWord = reserved('NOTNULL')
export const Null = reserved('NULL')
export const Offset = reserved('OFFSET')
export const On = reserved('ON')
export const Only = reserved('ONLY')
export const Or = reserved('OR', BinaryOperator)
export const Order = reserved('ORDER')
export const Outer = reserved('OUTER')
export const Placing = reserved('PLACING')
export const Qualify = reserved('QUALIFY')
export const Returning = reserved('RETURNING')
export const Right = reserved('RIGHT')
export const Select = reserved('SELECT')
export const Similar = reserved('SIMILAR')
export const Some = reserved('SOME')
export const Symmetric = reserved('SYMMETRIC')
export const Table = reserved('TABLE')
export const Then = reserved('THEN')
export const To = reserved('TO')
export const Trailing = reserved('TRAILING')
export const True = reserved('TRUE')
export const Union = reserved('UNION', SetOperator)
export const Using = reserved('USING')
export const ValuesWord = reserved('VALUES')
export const When = reserved('WHEN')
export const Where = reserved('WHERE')
export const Window = reserved('WINDOW')
export const With = reserved('WITH')

export const Analyze = word('ANALYZE')
export const Begin = word('BEGIN')
export const Call = word('CALL')
export const Commit = word('COMMIT')
export const Conflict = word('CONFLICT')
export const Copy = word('COPY')
export const Delete = word('DELETE')
export const Describe = word('DESCRIBE')
export const Drop = word('DROP')
export const Exclude = word('EXCLUDE')
export const Exec = word('EXEC')
export const Execute = word('EXECUTE')
export const Explain = word('EXPLAIN')
export const First = word('FIRST')
export const Following = word('FOLLOWING')
export const Groups = word('GROUPS')
export const Insert = word('INSERT')
export const Last = word('LAST')
export const Matched = word('MATCHED')
export const Materialized = word('MATERIALIZED')
export const Merge = word('MERGE')
export const Next = word('NEXT')
export const No = word('NO')
export const Nothing = word('NOTHING')
export const Nulls = word('NULLS')
export const Ordinality = word('ORDINALITY')
export const Others = word('OTHERS')
export const Partition = word('PARTITION')
export const Preceding = word('PRECEDING')
export const Range = word('RANGE')
export const Recursive = word('RECURSIVE')
export const Release = word('RELEASE')
export const Replace = word('REPLACE')
export const Reset = word('RESET')
export const Rollback = word('ROLLBACK')
export const Row = word('ROW')
export const Rows = word('ROWS')
export const Savepoint = word('SAVEPOINT')
export const Sets = word('SETS')
export const Show = word('SHOW')
export const Source = word('SOURCE')
export const Start = word('START')
export const Temp = word('TEMP')
export const Temporary = word('TEMPORARY')
export const Ties = word('TIES')
export const Time = word('TIME')
export const Transaction = word('TRANSACTION')
export const Undelete = word('UNDELETE')
export const Unknown = word('UNKNOWN')
export const Update = word('UPDATE')
export const Upsert = word('UPSERT')
export const Verify = word('VERIFY')
export const View = word('VIEW')
export const Work = word('WORK')
export const Zone = word('ZONE')

export const Escape = wordAfterAs('ESCAPE')
export const Filter = wordAfterAs('FILTER')
export const Over = wordAfterAs('OVER')
export const Precision = wordAfterAs('PRECISION')
export const Varying = wordAfterAs('VARYING')
export const Within = wordAfterAs('WITHIN')
export const Without = wordAfterAs('WITHOUT')

// UPDATE t SET …: here SET is never the alias of t.
export const SetWord = tokenOf('SET', 'SET', [AnyWord, Name, BareColumnAlias])

// ── Meanings that the scanner gives to a word because of its neighbour ─────────────────────────────────────────

export const ArgumentName = promoted('ArgumentName', 'an argument name')
export const AtTimeZone = promoted('AtTimeZone', 'AT TIME ZONE')
export const CastCall = promoted('CastCall', 'CAST')
export const TryCastCall = promoted('TryCastCall', 'TRY_CAST')
export const CubeOf = promoted('CubeOf', 'CUBE')
export const CurrentBound = promoted('CurrentBound', 'CURRENT ROW')
export const ExtractCall = promoted('ExtractCall', 'EXTRACT')
export const GroupingSets = promoted('GroupingSets', 'GROUPING SETS')
export const If = promoted('If', 'IF')
export const Interval = promoted('Interval', 'INTERVAL')
export const IntervalUnit = promoted('IntervalUnit', 'a unit such as DAY')
export const NotOperator = promoted('NotOperator', 'NOT')
export const NullTreatment = promoted('NullTreatment', 'IGNORE NULLS')
export const OnConflict = promoted('OnConflict', 'ON CONFLICT')
export const OverlayCall = promoted('OverlayCall', 'OVERLAY')
export const PositionCall = promoted('PositionCall', 'POSITION')
export const RollupOf = promoted('RollupOf', 'ROLLUP')
export const RowConstructor = promoted('RowConstructor', 'ROW')
/** The first word of `a.b.*`. */
export const StarQualifier = promoted('StarQualifier', 'a name')
export const SubstringCall = promoted('SubstringCall', 'SUBSTRING')
export const Top = promoted('Top', 'TOP')
export const TrimCall = promoted('TrimCall', 'TRIM')
/** DATE, TIME, TIMESTAMP or TIMESTAMPTZ before a text. */
export const TypedLiteralWord = promoted('TypedLiteralWord', 'a type')
export const Unbounded = promoted('Unbounded', 'UNBOUNDED')
/** WITH before TIME. */
export const WithTime = promoted('WithTime', 'WITH TIME ZONE')

// ── Literals and parameters ────────────────────────────────────────────────────────────────────────────────────

export const Text = category('Text', "a text such as 'abc'")
export const NumberText = category('NumberText', 'a number')
export const ParameterMark = category('ParameterMark', 'a parameter')
export const HintComment = category('HintComment', 'a hint comment')

// ── Signs and operators ────────────────────────────────────────────────────────────────────────────────────────

function sign(name: string, image: string, ...categories: TokenType[]): TokenType {
  return createToken({ name, label: `"${image}"`, pattern: Lexer.NA, categories })
}

export const LeftParen = sign('LeftParen', '(')
/** A parenthesis that opens a query. */
export const QueryParen = sign('QueryParen', '(')
/** The first half of `()`, except after the name of a function. */
export const EmptyParen = sign('EmptyParen', '(')
export const RightParen = sign('RightParen', ')')
export const LeftBracket = sign('LeftBracket', '[')
export const RightBracket = sign('RightBracket', ']')
export const Comma = sign('Comma', ',')
export const Semicolon = sign('Semicolon', ';')
export const Dot = sign('Dot', '.')
/** The last dot of `a.b.*`. */
export const DotBeforeStar = sign('DotBeforeStar', '.')
export const Colon = sign('Colon', ':')
export const DoubleColon = sign('DoubleColon', '::')
export const FatArrow = sign('FatArrow', '=>')
export const Equals = sign('Equals', '=', Comparison)
/** `<>`, `!=`, `<`, `<=`, `>`, `>=` */
export const OtherComparison = sign('OtherComparison', '<', Comparison)
export const Plus = sign('Plus', '+', BinaryOperator, Sign)
export const Minus = sign('Minus', '-', BinaryOperator, Sign)
export const Star = sign('Star', '*', BinaryOperator)
/** `/`, `%`, `^`, `||`, `->`, `->>`, `#>`, `#>>`, `~`, `~*`, `!~`, `!~*` */
export const OtherOperator = sign('OtherOperator', '||', BinaryOperator)

/** A character or a run of them that means nothing. */
export const Stray = category('Stray', 'a stray character')
