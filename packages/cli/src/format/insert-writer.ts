import {
  type Column,
  quoteIdentifier,
  quoteText,
  type RowWriter,
  type SqlType,
  type SqlValue,
  uniqueNames,
  valueText,
} from '@certsql/core'

/** Rows of one statement: databases take long ones faster than many. */
const ROWS_PER_STATEMENT = 100

/** INSERT statements, as other databases and CertSQL itself read them. */
export class InsertWriter implements RowWriter {
  private columns: readonly Column[] = []
  private head = ''
  private written = 0

  constructor(private readonly table: string) {}

  begin(columns: readonly Column[]): string {
    this.columns = columns
    const names = uniqueNames(columns.map(({ name }) => name)).map(quoteName)
    this.head = `INSERT INTO ${this.table.split('.').map(quoteName).join('.')} (${names.join(', ')}) VALUES`
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows
      .map((row) => {
        const isFirst = this.written++ % ROWS_PER_STATEMENT === 0
        const before = isFirst ? (this.written > 1 ? `;\n${this.head}\n` : `${this.head}\n`) : ',\n'
        const values = this.columns.map(({ type }, index) => literal(row[index] ?? null, type))
        return `${before}  (${values.join(', ')})`
      })
      .join('')
  }

  end(): string {
    return this.written === 0 ? '' : ';\n'
  }
}

function literal(value: SqlValue, type: SqlType): string {
  if (value === null) return 'NULL'
  const text = valueText(value, type)
  switch (type.kind) {
    case 'null':
    case 'boolean':
    case 'integer':
    case 'bigint':
    case 'decimal':
      return text
    case 'double':
      return Number.isFinite(value) ? text : quoteText(text)
    case 'text':
    case 'id':
    case 'json':
    case 'list':
      return quoteText(text)
    case 'date':
      return `DATE ${quoteText(text)}`
    case 'time':
      return `TIME ${quoteText(text)}`
    case 'timestamp':
      return `TIMESTAMP ${quoteText(text)}`
    case 'timestamptz':
      return `TIMESTAMPTZ ${quoteText(text)}`
    case 'interval':
      return `INTERVAL ${quoteText(text)}`
  }
}

function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : quoteIdentifier(name)
}
