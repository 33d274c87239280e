import { CertSqlError, didYouMean, extensionOf, type SourceSpan, withoutPacking } from '@certsql/core'
import type { Expression, FunctionTable } from '@certsql/sql'
import type { FileFunction } from '../functions/function-definition.js'
import { FILE_EXTENSIONS } from '../local/file-extensions.js'
import {
  type FileFormat,
  FileNeeded,
  type FileOptions,
  type FileRequest,
  type LocalFile,
} from '../local/local-file.js'
import type { Binder, Scope } from './scope.js'
import { bindError } from './type-error.js'

/** The file that a function such as `read_csv('accounts.csv', delim = ';')` reads. */
export function bindFile(
  definition: FileFunction,
  { call, withOrdinality, span }: FunctionTable,
  scope: Scope,
  binder: Binder,
): LocalFile {
  if (withOrdinality) throw bindError({ code: 'CERT-4002', message: 'A file has no WITH ORDINALITY.', span })
  const [first, ...others] = call.arguments
  const path = first === undefined ? undefined : constantOf(first, scope, binder)
  if (first === undefined || path === undefined || path === '' || optionIn(first) !== undefined)
    throw bindError({
      code: 'CERT-3002',
      message: `${definition.name} needs the name of a file: ${definition.name}('accounts.csv').`,
      span,
    })
  const format = definition.format ?? formatOf(path, first.span)
  const request: FileRequest = {
    path,
    format,
    options: readOptions(others, format, scope, binder),
    span: first.span,
  }
  const { files } = binder.options
  if (files === undefined)
    throw new CertSqlError({
      code: 'CERT-8603',
      message: 'Statements of this connection may not read or write files of this machine.',
      hint: 'connect with AllowLocalFiles=true',
      span: first.span,
    })
  const file = files.find(request)
  if (file === undefined) throw new FileNeeded(request)
  return file
}

/** `'data/accounts.csv'` is called `accounts`. */
export function nameOfFile({ name }: LocalFile): string {
  const base = withoutPacking(name.replace(/^.*[/\\]/, ''))
  return base.replace(/\.[^.]*$/, '') || 'file'
}

function formatOf(path: string, span: SourceSpan): FileFormat {
  const format = FILE_EXTENSIONS.get(extensionOf(path))
  if (format !== undefined) return format
  throw bindError({
    code: 'CERT-4002',
    message: `The name of the file "${path}" does not tell its format.`,
    hint: `read_csv('${path}'), read_json or read_parquet say it; the name of a table stands without quotes`,
    span,
  })
}

const OPTIONS_OF_FORMAT: Readonly<Record<FileFormat, readonly (keyof FileOptions)[]>> = {
  csv: ['all_varchar', 'dateformat', 'decimal_separator', 'delim', 'encoding', 'header', 'nullstr'],
  json: [],
  parquet: [],
  xlsx: ['all_varchar', 'header', 'sheet'],
}

/** DuckDB's other names for them. */
const ALIASES: ReadonlyMap<string, keyof FileOptions> = new Map([
  ['sep', 'delim'],
  ['delimiter', 'delim'],
  ['null', 'nullstr'],
  ['date_format', 'dateformat'],
])

function readOptions(
  written: readonly Expression[],
  format: FileFormat,
  scope: Scope,
  binder: Binder,
): FileOptions {
  const options: Record<string, string | boolean> = {}
  for (const expression of written) {
    const option = optionIn(expression)
    if (option === undefined)
      throw bindError({
        code: 'CERT-3002',
        message: "Behind the name of the file stand options, each as name = value: delim = ';'.",
        span: expression.span,
      })
    const name = knownOption(option.name, format, expression.span)
    if (name in options)
      throw bindError({
        code: 'CERT-2008',
        message: `The option ${name} is given twice.`,
        span: expression.span,
      })
    options[name] = optionValue(name, constantOf(option.value, scope, binder), expression.span)
  }
  return options
}

function knownOption(written: string, format: FileFormat, span: SourceSpan): keyof FileOptions {
  const lower = written.toLowerCase()
  const known = OPTIONS_OF_FORMAT[format]
  const name = known.find((one) => one === (ALIASES.get(lower) ?? lower))
  if (name !== undefined) return name
  throw bindError({
    code: 'CERT-4002',
    message: `read_${format} has no option ${written}.`,
    hint:
      didYouMean(lower, known) ?? (known.length === 0 ? undefined : `the options are ${known.join(', ')}`),
    span,
  })
}

function optionValue(name: keyof FileOptions, value: string | undefined, span: SourceSpan): string | boolean {
  const bad = (rule: string) => bindError({ code: 'CERT-4002', message: `The option ${name} ${rule}.`, span })
  if (value === undefined) throw bad('needs a constant value')
  switch (name) {
    case 'header':
    case 'all_varchar':
      if (value !== 'true' && value !== 'false') throw bad('is true or false')
      return value === 'true'
    case 'delim':
    case 'decimal_separator':
      if (value.length !== 1 || /["\r\n]/.test(value)) throw bad('is one character')
      return value
    case 'dateformat':
    case 'encoding':
    case 'nullstr':
    case 'sheet':
      return value
  }
}

/** `delim = ';'` reads like a comparison. */
function optionIn(expression: Expression): { readonly name: string; readonly value: Expression } | undefined {
  if (expression.kind !== 'BinaryOperation' || expression.operator !== '=') return undefined
  const { left, right } = expression
  const [name, ...more] = left.kind === 'ColumnReference' ? left.path : []
  return name === undefined || more.length > 0 ? undefined : { name: name.name, value: right }
}

function constantOf(expression: Expression, scope: Scope, binder: Binder): string | undefined {
  if (optionIn(expression) !== undefined) return undefined
  const bound = binder.bindExpression(expression, scope)
  return bound.kind === 'Literal' && bound.value !== null ? String(bound.value) : undefined
}
