/** A name as SQL and DuckDB read it whatever it consists of: `"a ""b"""`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as SQL and DuckDB read it: `'O''Neill'`. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
