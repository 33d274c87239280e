import { CertSqlError } from '@certsql/core'
import { parseStatement } from '@certsql/sql'

const NO_TABLE = 'result'

/** The table that the rows of a statement may be inserted into again: its only one, else `result`. */
export function tableOfStatement(sql: string): string {
  try {
    const statement = parseStatement(sql)
    const query = statement.kind === 'QueryStatement' ? statement.query : undefined
    const body = query?.body
    const [only, ...others] = body?.kind === 'Select' ? body.from : []
    if (only?.kind !== 'NamedTable' || others.length > 0) return NO_TABLE
    return only.name.parts.map(({ name }) => name).join('.')
  } catch (error) {
    // It has run already: whatever it is, it has no table of one name.
    if (error instanceof CertSqlError) return NO_TABLE
    throw error
  }
}
