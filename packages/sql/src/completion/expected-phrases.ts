import type { StatementGrammar } from '../grammar/statement-grammar.js'
import { scan } from '../tokens/scanner.js'

/**
 * Keywords as they are typed: those that only mean something together stand together. Behind `~` stands what the
 * grammar is asked instead, where the word alone would pass for a name.
 */
const PHRASES = `
FROM|WHERE|GROUP BY|HAVING|QUALIFY|ORDER BY|LIMIT|OFFSET|FETCH FIRST|DISTINCT|DISTINCT ON|ALL|AS|ASC|DESC|AND|OR|NOT
IN|NOT IN|LIKE|NOT LIKE|ILIKE|NOT ILIKE|BETWEEN|NOT BETWEEN|ESCAPE~ESCAPE '\\'|IS NULL|IS NOT NULL|IS TRUE|IS FALSE
IS DISTINCT FROM|IS NOT DISTINCT FROM|EXISTS|NOT EXISTS|ANY|NULL|TRUE|FALSE|CASE|WHEN|THEN|ELSE|END|CAST(|EXTRACT(
DATE~DATE '2000-01-01'|TIMESTAMP~TIMESTAMP '2000-01-01'|INTERVAL~INTERVAL '1 day'|CURRENT_DATE|CURRENT_TIMESTAMP
AT TIME ZONE~AT TIME ZONE 'UTC'|JOIN|INNER JOIN|LEFT JOIN|RIGHT JOIN|FULL JOIN|CROSS JOIN|LATERAL|ON|USING|UNION
UNION ALL|INTERSECT|EXCEPT|OVER~OVER (ORDER BY x)|PARTITION BY|ROWS BETWEEN|RANGE BETWEEN|UNBOUNDED PRECEDING
UNBOUNDED FOLLOWING|CURRENT ROW|FILTER~FILTER (WHERE TRUE)|ROLLUP~ROLLUP (x)|CUBE~CUBE (x)|GROUPING SETS~GROUPING SETS (x)
SET~SET x = 1|VALUES~VALUES (1)|RETURNING|ON CONFLICT|DO UPDATE SET|DO NOTHING|SELECT|DEFAULT`

/** The words that begin a statement; elsewhere they are names. */
const BEGINNINGS = `
SELECT|WITH|WITH RECURSIVE|VALUES|INSERT INTO|UPDATE|DELETE FROM|UPSERT INTO|MERGE INTO|UNDELETE FROM|BEGIN|COMMIT
ROLLBACK|SAVEPOINT|RELEASE|EXPLAIN|DESCRIBE|SHOW|SET|RESET|CALL|EXEC|COPY|CREATE TEMP TABLE
CREATE TEMP VIEW|DROP TABLE|DROP VIEW`

/** After ASC and DESC; elsewhere NULLS is a name. */
const AFTER_DIRECTION = `NULLS FIRST|NULLS LAST`

interface Phrase {
  readonly words: string
  readonly probe: string
}

const phrasesOf = (list: string): readonly Phrase[] =>
  list
    .trim()
    .split(/[|\n]/)
    .map((entry) => {
      const [words = '', probe = words] = entry.split('~')
      return { words, probe }
    })

const ORDINARY = phrasesOf(PHRASES)
const FIRST = phrasesOf(BEGINNINGS)
const DIRECTION = phrasesOf(AFTER_DIRECTION)
/** After EXPLAIN. */
const MODES = phrasesOf('ANALYZE|VERIFY')

/**
 * The keywords that the grammar takes behind a text, of those that begin with a word. Each is tried: one fits where the
 * parser does not stumble before its end. Where the text is wrong already, nothing can be known, and all fit.
 *
 * ```ts
 * expectedPhrases('SELECT a FROM b GROUP ', '', grammar)  // ['BY']
 * ```
 */
export function expectedPhrases(before: string, word: string, grammar: StatementGrammar): readonly string[] {
  const begun = word.toUpperCase()
  if (before.trim() === '') return wordsOf(startingWith(FIRST, begun))
  if (/^\s*EXPLAIN(\s+(ANALYZE|VERIFY))?\s*$/i.test(before)) {
    return wordsOf(startingWith([...MODES, ...FIRST], begun))
  }
  const isRight = firstMistake(before, grammar) >= before.trimEnd().length
  const goingOn = continuations(before, begun, isRight, grammar)
  if (goingOn.length > 0) return goingOn
  const all = /\b(ASC|DESC)\s*$/i.test(before) ? [...ORDINARY, ...DIRECTION] : ORDINARY
  const candidates = startingWith(all, begun)
  if (!isRight) return wordsOf(candidates)
  return wordsOf(candidates.filter(({ probe }) => fits(before, probe, grammar)))
}

/** The rest of a phrase whose first word stands there already: `GROUP` wants `BY`. */
function continuations(
  before: string,
  begun: string,
  isRight: boolean,
  grammar: StatementGrammar,
): readonly string[] {
  const last = /(\w+)\s*$/.exec(before)
  const word = last?.[1]?.toUpperCase()
  if (last === null || word === undefined) return []
  // ON may be followed by CONFLICT, but is complete without.
  if (isRight && ORDINARY.some(({ words }) => words === word)) return []
  const head = before.slice(0, last.index)
  const first = `${word} `
  return [...ORDINARY, ...FIRST]
    .filter(({ words }) => words.startsWith(first + begun))
    .filter(({ probe }) => (head.trim() === '' ? true : fits(head, probe, grammar)))
    .map(({ words }) => words.slice(first.length))
}

function startingWith(phrases: readonly Phrase[], begun: string): readonly Phrase[] {
  return phrases.filter(({ words }) => words.startsWith(begun))
}

function wordsOf(phrases: readonly Phrase[]): readonly string[] {
  return phrases.map(({ words }) => words)
}

function fits(before: string, probe: string, grammar: StatementGrammar): boolean {
  const text = `${before} ${probe}`
  return firstMistake(text, grammar) >= text.length
}

/** Where the parser stumbles; the length of the text when it only wants more, or has no wish left. */
function firstMistake(sql: string, grammar: StatementGrammar): number {
  grammar.input = scan(sql).tokens
  try {
    grammar.statements()
  } catch {
    // Trees that cannot be built have been read to the end.
    return sql.length
  }
  const place = grammar.errors[0]?.token.startOffset
  return place === undefined || Number.isNaN(place) ? sql.length : place
}
