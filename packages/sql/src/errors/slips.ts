import * as t from '../tokens/token-types.js'
import type { ErrorPlace } from './error-place.js'

/** Looks for one common slip and says what to do about it. */
type Slip = (place: ErrorPlace) => string | undefined

/** The first slip that fits gives the hint: the surest come first. */
export const SLIPS: readonly Slip[] = [
  typographicQuote,
  operatorOfAnotherLanguage,
  parameterOfAnotherLanguage,
  numberWithLetters,
  relativeDateLiteral,
  scopeClause,
  clauseOfTheOrg,
  arraySlice,
  limitWithComma,
  similarTo,
  trailingComma,
  clauseWithoutItems,
  commonTableWithoutParentheses,
  textWithoutQuotes,
  emptyList,
  listWithoutParentheses,
  currentValueWithParentheses,
  subqueryAsArgument,
  defaultAsValue,
  negatedComparison,
  isWithValue,
  elseIf,
  permanentTable,
  selectInto,
  quotedTextAsName,
  parenthesisThatClosesNothing,
  parenthesisThatIsNotClosed,
  caseThatIsNotClosed,
  misspelledWord,
  reservedWordAsName,
  statementWithoutSemicolon,
  missingComma,
]

export function hintFor(place: ErrorPlace): string | undefined {
  for (const slip of SLIPS) {
    const hint = slip(place)
    if (hint !== undefined) return hint
  }
  return undefined
}

// ── Signs ───────────────────────────────────────────────────────────────────────────────────────────────────────

function typographicQuote({ found }: ErrorPlace): string | undefined {
  if (found === undefined || !/^[‘’‚“”„´«»]/u.test(found.image)) return undefined
  return 'write straight quotes: \'text\' and "name"; these come from a word processor'
}

const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'write = to compare',
  '=>': 'write >= for "greater or equal"',
  '&&': 'write AND',
  '<=>': 'write IS NOT DISTINCT FROM',
  ':=': 'write =',
  '!': 'write NOT, or <> for "not equal"',
  '&': 'write || to join texts, or AND between conditions',
}

function operatorOfAnotherLanguage({ found, previous, next }: ErrorPlace): string | undefined {
  if (found === undefined) return undefined
  if (found.tokenType === t.ArgumentName && next !== undefined) return OPERATORS[next.image]
  switch (`${previous?.image ?? ''} ${found.image}`) {
    case '= <':
      return 'write <= for "less or equal"'
    case '> =':
    case '< =':
      return `write ${previous?.image}= without a space`
    case '> <':
      return 'write <> for "not equal"'
    default:
      return OPERATORS[found.image]
  }
}

function parameterOfAnotherLanguage({ found }: ErrorPlace): string | undefined {
  if (found?.image === '@' || found?.image === '$') return 'write parameters as ?, $1 or :name'
  return found?.image === '{'
    ? "write parameters as ?, $1 or :name, and dates as DATE '2025-01-31'"
    : undefined
}

function numberWithLetters({ found }: ErrorPlace): string | undefined {
  if (found?.tokenType !== t.Stray || !/^[0-9]/.test(found.image)) return undefined
  if (/^\d+T\d/i.test(found.image)) {
    return "write dates and times as texts: DATE '2025-01-31', TIMESTAMP '2025-01-31 10:00:00'"
  }
  return `a name that begins with a digit stands in double quotes: "${found.image}"`
}

// ── SOQL ────────────────────────────────────────────────────────────────────────────────────────────────────────

function relativeDateLiteral(place: ErrorPlace): string | undefined {
  const { previous, next } = place
  if (!place.isFound(t.Colon) || !place.isPrevious(t.Identifier) || !place.isNext(t.NumberText))
    return undefined
  return `write ${previous?.image.toUpperCase()}(${next?.image})`
}

/** `USING SCOPE mine`, `ALL ROWS` */
function scopeClause({ tokens, index, foundWord, nextWord }: ErrorPlace): string | undefined {
  if (foundWord === 'ALL' && nextWord === 'ROWS') return 'write it as a hint: SELECT /*+ ALL_ROWS */ …'
  const scope = foundWord === 'SCOPE' ? index : nextWord === 'SCOPE' ? index + 1 : -1
  return scope < 0
    ? undefined
    : `write it as a hint: SELECT /*+ SCOPE(${tokens[scope + 1]?.image ?? 'mine'}) */ …`
}

function clauseOfTheOrg({ foundWord, nextWord }: ErrorPlace): string | undefined {
  if (foundWord === 'INCLUDES' || foundWord === 'EXCLUDES') {
    return `write it as a function: ${foundWord}(column, 'a;b', 'c')`
  }
  if (foundWord === 'FOR') return `leave out FOR ${nextWord}: rows are never locked or marked as viewed`
  if (foundWord !== 'WITH') return undefined
  return /^(?:SECURITY_ENFORCED|USER_MODE|SYSTEM_MODE|DATA)$/.test(nextWord)
    ? `leave out WITH ${nextWord}: the org always applies the rights of the user`
    : undefined
}

function arraySlice(place: ErrorPlace): string | undefined {
  return place.isFound(t.Colon) && place.rule === 'subscript'
    ? 'slices of arrays are not supported'
    : undefined
}

// ── Lists and clauses ───────────────────────────────────────────────────────────────────────────────────────────

function limitWithComma(place: ErrorPlace): string | undefined {
  if (!place.isFound(t.Comma) || place.clause !== t.Limit) return undefined
  return `write LIMIT ${place.next?.image ?? 'n'} OFFSET ${place.previous?.image ?? 'n'}`
}

function similarTo(place: ErrorPlace): string | undefined {
  return place.isFound(t.Similar) || (place.isFound(t.NotOperator) && place.isNext(t.Similar))
    ? "SIMILAR TO is not supported: use LIKE, or ~ with a regular expression, as in: Name ~ '^A.*z$'"
    : undefined
}

function endsList(place: ErrorPlace): boolean {
  return place.found === undefined || place.isFound(...LIST_ENDS)
}

const LIST_ENDS = [
  t.RightParen,
  t.Semicolon,
  t.From,
  t.Where,
  t.Group,
  t.Order,
  t.Having,
  t.Limit,
  t.Union,
  t.Returning,
  t.RightBracket,
]

function trailingComma(place: ErrorPlace): string | undefined {
  if (!place.isPrevious(t.Comma) || !endsList(place)) return undefined
  return place.found === undefined
    ? 'remove the comma at the end'
    : `remove the comma before ${place.found.image.toUpperCase()}`
}

function clauseWithoutItems(place: ErrorPlace): string | undefined {
  if (place.isFound(t.From) && place.isPrevious(t.Select, t.Distinct, t.HintComment)) {
    return 'name the columns, or write * for all of them'
  }
  if (place.isFound(t.Where) && place.isPrevious(t.From, t.Join)) return 'name the table'
  return undefined
}

function commonTableWithoutParentheses(place: ErrorPlace): string | undefined {
  return place.rule === 'commonTable' && (place.isFound(t.Select, t.QueryParen) || place.isPrevious(t.As))
    ? 'each query of a WITH has a name and parentheses: WITH name AS (SELECT …)'
    : undefined
}

function textWithoutQuotes({ found, expected }: ErrorPlace): string | undefined {
  if (expected.length !== 1 || !expected[0]?.startsWith('a text') || found === undefined) return undefined
  return /^\w/.test(found.image) ? `a text stands in single quotes: '${found.image}'` : undefined
}

function emptyList(place: ErrorPlace): string | undefined {
  return place.isFound(t.EmptyParen) && place.isPrevious(t.In)
    ? 'the list of IN needs a value at least'
    : undefined
}

function listWithoutParentheses(place: ErrorPlace): string | undefined {
  return place.isPrevious(t.In) && place.found !== undefined
    ? 'write the list in parentheses, as in: IN (1, 2, 3)'
    : undefined
}

function currentValueWithParentheses(place: ErrorPlace): string | undefined {
  const isCurrent = place.isPrevious(t.CurrentDate, t.CurrentTime, t.CurrentTimestamp, t.CurrentUser)
  if (!isCurrent || !place.isFound(t.EmptyParen, t.LeftParen)) return undefined
  return `write ${place.previous?.image.toUpperCase()} without parentheses`
}

function subqueryAsArgument(place: ErrorPlace): string | undefined {
  if (!place.isFound(t.QueryParen) || !place.isPrevious(t.Identifier)) return undefined
  return `a query as an argument has parentheses of its own: ${place.previous?.image}((SELECT …))`
}

function defaultAsValue(place: ErrorPlace): string | undefined {
  const isDefault = place.isFound(t.Default)
  return isDefault ? 'DEFAULT is a whole value in VALUES, or stands behind the = of SET' : undefined
}

// ── Conditions ──────────────────────────────────────────────────────────────────────────────────────────────────

function negatedComparison(place: ErrorPlace): string | undefined {
  if (!place.isFound(t.Not) || !place.followsOperand) return undefined
  if (place.isNext(t.Null)) return 'write IS NOT NULL'
  return place.isNext(t.Equals) ? 'write <> for "not equal"' : undefined
}

function isWithValue(place: ErrorPlace): string | undefined {
  return place.rule === 'isPredicate' && place.found !== undefined
    ? 'IS asks for NULL, TRUE or FALSE; to compare values write = or <>'
    : undefined
}

function elseIf({ found, previous, rule, foundWord }: ErrorPlace): string | undefined {
  const separate = found?.image.toUpperCase() === 'WHEN' && previous?.tokenType === t.Else
  const isElseIf = foundWord === 'ELSEIF' || foundWord === 'ELSIF' || separate
  const afterIf = rule === 'caseExpression' && previous?.image.toUpperCase() === 'IF'
  return isElseIf || afterIf
    ? 'a CASE has further WHENs: CASE WHEN … THEN … WHEN … THEN … ELSE … END'
    : undefined
}

// ── Statements ──────────────────────────────────────────────────────────────────────────────────────────────────

function permanentTable(place: ErrorPlace): string | undefined {
  if (!place.isPrevious(t.Create, t.Replace) || !place.isFound(t.Table, t.View)) return undefined
  return `only temporary ones can be made here: CREATE TEMP ${place.foundWord} … AS SELECT …`
}

function selectInto(place: ErrorPlace): string | undefined {
  return place.isFound(t.Into) && place.clause === t.Select
    ? 'write CREATE TEMP TABLE … AS SELECT …'
    : undefined
}

function statementWithoutSemicolon(place: ErrorPlace): string | undefined {
  const begins = place.isFound(t.Select, t.Insert, t.Update, t.Delete, t.Merge, t.Create, t.Begin, t.Commit)
  return begins && place.expected.length === 0 && place.open.length === 0
    ? 'end the statement before it with a semicolon'
    : undefined
}

// ── Names and texts ─────────────────────────────────────────────────────────────────────────────────────────────

function quotedTextAsName(place: ErrorPlace): string | undefined {
  const { found } = place
  if (found?.tokenType !== t.QuotedIdentifier || !found.image.startsWith('"')) return undefined
  const wantsText =
    place.expected.some((label) => label.startsWith('a text')) && !place.expected.includes('a name')
  if (!wantsText && !(place.followsOperand && place.clause !== t.From)) return undefined
  return `a text stands in single quotes: '${found.image.slice(1, -1)}'`
}

function reservedWordAsName(place: ErrorPlace): string | undefined {
  const { found, foundWord } = place
  if (found === undefined || !t.RESERVED_WORDS.has(foundWord)) return undefined
  const wantsName = place.rule === 'operand' || place.rule === 'table' || place.rule === 'selectItem'
  if (!wantsName && !place.expected.includes('a name') && !place.expected.includes('an alias'))
    return undefined
  const beginsClause = place.isNext(t.By) || place.isFound(t.From, t.Where, t.Having, t.On, t.Select, t.Then)
  if (beginsClause) return undefined
  return `"${found.image}" is a reserved word: as a name, write it with double quotes around it`
}

/** Words that begin or join something, for which a slip of the finger may be taken for a name. */
const WORDS = [
  ...['SELECT', 'DISTINCT', 'FROM', 'WHERE', 'GROUP', 'ORDER', 'BY', 'HAVING', 'LIMIT', 'OFFSET', 'UNION'],
  ...['INTERSECT', 'EXCEPT', 'JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'OUTER', 'CROSS', 'USING', 'AND'],
  ...[
    'LIKE',
    'BETWEEN',
    'CASE',
    'WHEN',
    'THEN',
    'ELSE',
    'VALUES',
    'INSERT',
    'INTO',
    'UPDATE',
    'SET',
    'DELETE',
  ],
  ...[
    'MERGE',
    'UPSERT',
    'RETURNING',
    'EXISTS',
    'FETCH',
    'CREATE',
    'EXPLAIN',
    'DESCRIBE',
    'COMMIT',
    'ROLLBACK',
  ],
  ...[
    'DESC',
    'NULLS',
    'COPY',
    'CALL',
    'BEGIN',
    'NULL',
    'NOT',
    'WITH',
    'SHOW',
    'RESET',
    'DROP',
    'TABLE',
    'END',
  ],
]

/** Those that begin a statement. */
const FIRST_WORDS = [
  ...[
    'SELECT',
    'WITH',
    'VALUES',
    'INSERT',
    'UPDATE',
    'DELETE',
    'MERGE',
    'UPSERT',
    'UNDELETE',
    'CREATE',
    'DROP',
  ],
  ...['EXPLAIN', 'DESCRIBE', 'SHOW', 'RESET', 'BEGIN', 'COMMIT', 'ROLLBACK', 'COPY', 'CALL', 'SAVEPOINT'],
]

function misspelledWord({ found, previous, beginsStatement }: ErrorPlace): string | undefined {
  for (const token of [found, previous]) {
    if (token?.tokenType !== t.Identifier) continue
    const word = token.image.toUpperCase()
    const known = beginsStatement ? FIRST_WORDS : WORDS
    const meant = known.find((one) => isOneSlip(word, one))
    if (meant !== undefined) return `did you mean ${meant} instead of "${token.image}"?`
  }
  return undefined
}

/** Two letters that changed places (FORM for FROM), or one that is missing, too many or another. */
function isOneSlip(word: string, known: string): boolean {
  let start = 0
  while (start < word.length && word[start] === known[start]) start++
  let end = 0
  while (end < word.length - start && end < known.length - start && word.at(-1 - end) === known.at(-1 - end))
    end++
  const [a, b] = [word.slice(start, word.length - end), known.slice(start, known.length - end)]
  if (a.length === 2 && b.length === 2) return a[0] === b[1] && a[1] === b[0]
  // Among short words too many are one letter apart.
  return word.length >= 4 && a.length <= 1 && b.length <= 1
}

// ── What is opened and what is closed ───────────────────────────────────────────────────────────────────────────

function parenthesisThatClosesNothing(place: ErrorPlace): string | undefined {
  return place.isFound(t.RightParen) && place.open.length === 0
    ? 'no parenthesis is open here: remove this one, or add "(" before'
    : undefined
}

function parenthesisThatIsNotClosed(place: ErrorPlace): string | undefined {
  const innermost = place.tokens[place.open.at(-1) ?? -1]
  const wanted =
    place.found === undefined || (place.expected.includes('")"') && CLAUSE_STARTS.has(place.foundWord))
  return innermost !== undefined && wanted
    ? `the "(" at ${place.describe(innermost)} is not closed`
    : undefined
}

const CLAUSE_STARTS = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'ORDER',
  'HAVING',
  'LIMIT',
  'UNION',
  'JOIN',
  'LEFT',
  'INNER',
  'AS',
  ';',
  'THEN',
  'END',
])

function caseThatIsNotClosed(place: ErrorPlace): string | undefined {
  if (place.rule !== 'caseExpression' || !place.expected.includes('END')) return undefined
  const opened = place.tokens.slice(0, place.index).findLast(({ tokenType }) => tokenType === t.Case)
  return opened === undefined ? undefined : `the CASE at ${place.describe(opened)} needs an END`
}

function missingComma(place: ErrorPlace): string | undefined {
  const { found } = place
  if (found === undefined || !place.followsOperand || !STARTS_ITEM.has(found.tokenType)) return undefined
  const missing = place.clause === t.From ? 'a comma or JOIN' : 'a comma or an operator'
  return `${missing} may be missing before ${nameOf(found.image)}`
}

const STARTS_ITEM = new Set([
  t.Identifier,
  t.QuotedIdentifier,
  t.Text,
  t.NumberText,
  t.ParameterMark,
  t.LeftParen,
  t.QueryParen,
  t.Case,
  t.StarQualifier,
  t.CastCall,
  t.ExtractCall,
  t.Null,
])

function nameOf(image: string): string {
  return image.startsWith("'") || image.startsWith('"') ? image : `"${image}"`
}
