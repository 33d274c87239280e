import { quoteIdentifier, quoteText, TEXT } from '@certsql/core'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import { quotePath } from '../duckdb/quote-path.js'
import type { ExecutionContext } from '../execution-context.js'
import type { DescribedFile } from './described-file.js'
import { classAggregates, readText, typeOfClasses, type ValueStyle } from './value-classes.js'
import { withFileSession } from './with-file-session.js'

/** What is known of a CSV file from its first row, and from whoever wants it read. */
export interface CsvFacts extends ValueStyle {
  readonly names: readonly string[]
  /** The first row holds the names. */
  readonly header: boolean
  readonly delimiter: string
  /** What stands for NULL, besides nothing. */
  readonly nullText?: string | undefined
  /** As DuckDB calls it. */
  readonly encoding: 'utf-8' | 'utf-16'
  /** All columns are texts. */
  readonly allText: boolean
}

/**
 * Finds the types of a CSV file: all of it is read, so that no value of it is a surprise later. DuckDB's own guesses are
 * not asked for: they take a torn row for the header, days of two readings for one of them, and account codes for numbers.
 */
export async function describeCsv(
  path: string,
  facts: CsvFacts,
  context: ExecutionContext,
): Promise<DescribedFile> {
  const { names } = facts
  const source = csvSource(path, facts)
  return await withFileSession(path, context, async (session) => {
    const types = await typesOf(session, source, facts)
    const items = names.map((name, index) => {
      const column = quoteIdentifier(name)
      return `${readText(column, types[index] ?? TEXT, facts)} AS ${column}`
    })
    return {
      columns: names.map((name, index) => ({ name, type: types[index] ?? TEXT })),
      sql: `SELECT ${items.join(', ')} FROM ${source}`,
    }
  })
}

async function typesOf(session: DuckDbSession, source: string, facts: CsvFacts) {
  const { names, allText } = facts
  // Also where all are texts: rows that do not fit the header must be found.
  const aggregates = names.flatMap((name) =>
    allText ? [`count(${quoteIdentifier(name)})`] : classAggregates(quoteIdentifier(name), facts),
  )
  const figures = await session.firstRow(`SELECT ${aggregates.join(', ')} FROM ${source}`)
  if (allText) return names.map(() => TEXT)
  return names.map((_, index) =>
    typeOfClasses(
      Number(figures[3 * index] ?? 0),
      Number(figures[3 * index + 1] ?? 0),
      Number(figures[3 * index + 2] ?? 0),
    ),
  )
}

/** The file as a table of texts; nothing is left for DuckDB to guess. */
function csvSource(path: string, { names, header, delimiter, nullText, encoding }: CsvFacts): string {
  const columns = names.map((name) => `${quoteText(name)}: 'VARCHAR'`)
  const nulls = nullText === undefined ? [''] : ['', nullText]
  const options = [
    'auto_detect = false',
    `header = ${header}`,
    `delim = ${quoteText(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = [${nulls.map(quoteText).join(', ')}]`,
    `encoding = ${quoteText(encoding)}`,
    'strict_mode = true',
    'null_padding = false',
    // Folders such as year=2025 are no columns.
    'hive_partitioning = false',
    `columns = {${columns.join(', ')}}`,
  ]
  return `read_csv(${quotePath(path)}, ${options.join(', ')})`
}
