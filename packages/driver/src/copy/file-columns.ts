import { CertSqlError, didYouMean, type SourceSpan } from '@certsql/core'
import type { CopyFromPlan } from '@certsql/planner'
import { makeIdentifier, makeQualifiedName, type QualifiedName } from '@certsql/sql'
import type { RowSource } from './read/row-source.js'

/** Which columns of the file are loaded, and into which of the table. */
export interface FileColumns {
  /** Places in a row of the file. */
  readonly positions: readonly number[]
  readonly columns: readonly QualifiedName[]
  /** The file's own columns, as they go into the file of errors. */
  readonly own: readonly { readonly name: string; readonly position: number }[]
  /** Columns of the file, loaded or not. */
  readonly width: number
  /** Where a file of errors keeps what could not be read; a row that still has it is not mended. */
  readonly restPosition: number | undefined
}

/** Columns of this kind are those that COPY adds to a file of errors: such a file may be loaded again. */
export const ERROR_COLUMN_PREFIX = 'certsql_'

export const REST_COLUMN = `${ERROR_COLUMN_PREFIX}rest`

/** By the names in the file where it has some, else by their order. */
export function fileColumns(plan: CopyFromPlan, { header }: RowSource): FileColumns {
  return header === undefined ? byOrder(plan) : byName(plan, header)
}

function byOrder({ columns, file, span }: CopyFromPlan): FileColumns {
  if (columns.length === 0) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `COPY needs the names of the columns: "${file}" is read without a header.`,
      hint: 'write COPY table (column, …) FROM …, or leave HEADER false out',
      span,
    })
  }
  return {
    positions: columns.map((_, index) => index),
    columns,
    own: columns.map((column, position) => ({ name: nameOf(column), position })),
    width: columns.length,
    restPosition: undefined,
  }
}

function byName(plan: CopyFromPlan, header: readonly string[]): FileColumns {
  requireNames(plan, header)
  const { columns, reading, table } = plan
  const wanted = new Map(columns.map((column) => [nameOf(column).toLowerCase(), column]))
  const found: { position: number; column: QualifiedName }[] = []
  for (const [position, name] of header.entries()) {
    const target = targetOf(name, reading.mapping)
    if (target === null) continue
    const column = columns.length === 0 ? columnNamed(target, table.span) : wanted.get(target.toLowerCase())
    wanted.delete(target.toLowerCase())
    if (column !== undefined) found.push({ position, column })
  }
  const [missing] = wanted.values()
  if (missing !== undefined) throw noSuchColumn(missing, header, plan)
  if (found.length === 0) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: `No column of "${plan.file}" is to be loaded.`,
      span: plan.span,
    })
  }
  const rest = header.findIndex((name) => name.toLowerCase() === REST_COLUMN)
  return {
    positions: found.map(({ position }) => position),
    columns: found.map(({ column }) => column),
    own: header.map((name, position) => ({ name, position })).filter(({ name }) => !isAdded(name)),
    width: header.length,
    restPosition: rest === -1 ? undefined : rest,
  }
}

function requireNames({ file, reading, span }: CopyFromPlan, header: readonly string[]): void {
  const reason = headerFault(header)
  if (reason !== undefined) {
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The header of "${file}" cannot be used: ${reason}.`,
      hint: 'for a file without a header write (HEADER false), and name the columns: COPY table (column, …)',
      span,
    })
  }
  const names = new Set(header.map((name) => name.toLowerCase()))
  const stranger = [...reading.mapping.keys()].find((name) => !names.has(name.toLowerCase()))
  if (stranger === undefined) return
  throw new CertSqlError({
    code: 'CERT-2003',
    message: `MAPPING names "${stranger}", and "${file}" has no such column.`,
    hint: didYouMean(stranger, header) ?? `its columns are ${header.join(', ')}`,
    span,
  })
}

/** Why these cannot be the names of columns. */
export function headerFault(header: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (const [index, name] of header.entries()) {
    if (name === '') return `column ${index + 1} has no name`
    if (seen.has(name.toLowerCase())) return `two columns are called "${name}"`
    seen.add(name.toLowerCase())
  }
  return undefined
}

/** The column of the table that a column of the file goes into; null: none. */
function targetOf(name: string, mapping: ReadonlyMap<string, string | null>): string | null {
  const mapped = [...mapping].find(([from]) => from.toLowerCase() === name.toLowerCase())
  if (mapped !== undefined) return mapped[1]
  return isAdded(name) ? null : name
}

function isAdded(name: string): boolean {
  return name.toLowerCase().startsWith(ERROR_COLUMN_PREFIX)
}

/** Quoted, as names in files are: a path of a lookup stands in one name. */
function columnNamed(name: string, span: SourceSpan): QualifiedName {
  return makeQualifiedName([makeIdentifier(name, span, true)], span)
}

function nameOf({ parts }: QualifiedName): string {
  return parts.map(({ name }) => name).join('.')
}

function noSuchColumn(
  column: QualifiedName,
  header: readonly string[],
  { file }: CopyFromPlan,
): CertSqlError {
  const name = nameOf(column)
  return new CertSqlError({
    code: 'CERT-2003',
    message: `"${file}" has no column "${name}".`,
    hint: didYouMean(name, header) ?? `its columns are ${header.join(', ')}; MAPPING gives them other names`,
    span: column.span,
  })
}
