import { foldText } from '../org/fold-text.js'
import type { Org } from '../org/org.js'
import type { OrgField } from '../org/org-field.js'
import type { FieldValue } from '../org/record-sink.js'
import type { ValueKind } from '../org/value-kind.js'
import { DATETIME_ONLY_FUNCTIONS, dateFunctionFor, isDateFunction, millisecondsOf } from './date-functions.js'
import { dayText } from './date-ranges.js'
import { distanceBetween } from './distance.js'
import { formatValue } from './format-value.js'
import { OrgCurrencies } from './org-currencies.js'
import type { QueryScope, Reader, ResolvedPath } from './query-scope.js'
import type { Call, Distance, Expression, Path } from './query-tree.js'
import type { SoqlSpan } from './soql-refusal.js'
import { DAY } from './zone-clock.js'

/** Something that has a value in every row: a field, or a function of one. */
export interface Operand {
  readonly read: Reader
  readonly kind: ValueKind
  /** As messages name it. */
  readonly label: string
  /** Equal for equal expressions, however they were written. */
  readonly key: string
  readonly span: SoqlSpan
  /** The field itself, or the one inside the functions. */
  readonly field: OrgField
  readonly path: ResolvedPath
  /** Of amounts of money in an org with several currencies: their value in one of them. */
  readonly inCurrency: ((currency: 'corporate' | 'user') => Reader) | undefined
  /** The currency of each value. */
  readonly currencyCode: Reader | undefined
  /** The functions around the field, outermost first: none for a plain field. */
  readonly functions: readonly string[]
}

/** Finds the names of an expression and makes its reader; aggregates are not for here. */
export function compileOperand(expression: Expression, scope: QueryScope): Operand {
  switch (expression.kind) {
    case 'Path':
      return fieldOperand(expression, scope)
    case 'Call':
      return callOperand(expression, scope)
    case 'Distance':
      return distanceOperand(expression, scope)
  }
}

function fieldOperand(path: Path, scope: QueryScope): Operand {
  const resolved = scope.resolve(path)
  const { field } = resolved
  return {
    read: scope.reader(resolved),
    kind: field.kind,
    label: path.names.at(-1) ?? field.name,
    key: resolved.key,
    span: path.span,
    field,
    path: resolved,
    ...moneyReaders(resolved, scope),
    functions: [],
  }
}

function callOperand(call: Call, scope: QueryScope): Operand {
  const { complaints } = scope.evaluation
  if (call.argument === undefined) throw complaints.malformed(`${call.name} needs a field`, call.span)
  const inner = compileOperand(call.argument, scope)
  const outer = { ...inner, inCurrency: undefined, currencyCode: undefined, ...wrapped(call, inner, scope) }
  return {
    ...outer,
    label: `${call.name}(${inner.label})`,
    key: `${call.name.toLowerCase()}(${inner.key})`,
    span: call.span,
    functions: [call.name, ...inner.functions],
  }
}

type Wrapped = Pick<Operand, 'kind' | 'read'> & Partial<Pick<Operand, 'inCurrency' | 'currencyCode'>>

/** The kind and the reader of a function's result. */
function wrapped(call: Call, inner: Operand, scope: QueryScope): Wrapped {
  const { complaints } = scope.evaluation
  if (isDateFunction(call.name)) return dateFunction(call, inner, scope)
  switch (call.name) {
    case 'CONVERTTIMEZONE':
      if (inner.kind !== 'datetime') {
        throw complaints.invalidField(`convertTimezone is for dateTime fields: ${inner.label}`, call.span)
      }
      return inner
    case 'TOLABEL':
      return { kind: 'text', read: labelReader(inner, call, scope) }
    case 'FORMAT':
      return { kind: 'text', read: (row) => formatValue(inner, row, scope.evaluation) }
    case 'CONVERTCURRENCY':
      return convertedCurrency(call, inner, scope)
    default:
      throw complaints.malformed(`aggregate expressions cannot be used here: ${call.name}`, call.span)
  }
}

/** How an amount of money is read, if this field is one and the org has several currencies. */
function moneyReaders(
  resolved: ResolvedPath,
  scope: QueryScope,
): Pick<Operand, 'inCurrency' | 'currencyCode'> {
  const { org } = scope.evaluation
  const codeField = resolved.object.field('CurrencyIsoCode')
  const currencies = resolved.field.schema.type === 'currency' ? OrgCurrencies.of(org) : undefined
  if (codeField === undefined || currencies === undefined)
    return { inCurrency: undefined, currencyCode: undefined }
  const read = scope.reader(resolved)
  const codeOf = scope.reader({ ...resolved, field: codeField })
  const inCurrency = (currency: 'corporate' | 'user'): Reader => {
    const target = currency === 'user' ? userCurrency(org, currencies) : currencies.corporate
    return (row) => {
      const amount = read(row)
      if (amount === null || typeof amount === 'boolean') return amount
      return currencies.convert(amount, codeOf(row), target)
    }
  }
  return { inCurrency, currencyCode: (row) => codeOf(row) ?? currencies.corporate }
}

/** The currency that the running user chose. */
function userCurrency(org: Org, { corporate }: OrgCurrencies): string {
  const users = org.object('User')
  const field = users?.field('DefaultCurrencyIsoCode')
  if (users === undefined || field === undefined) return corporate
  const table = org.table(users)
  const row = table.row(org.userId)
  const code = row === undefined ? null : table.value(field, row)
  return typeof code === 'string' ? code : corporate
}

function convertedCurrency(call: Call, inner: Operand, { evaluation }: QueryScope): Wrapped {
  const { complaints, org } = evaluation
  const currencies = OrgCurrencies.of(org)
  if (currencies === undefined) {
    throw complaints.invalidField('convertCurrency is for organizations with several currencies', call.span)
  }
  if (inner.inCurrency === undefined) {
    throw complaints.invalidField(`convertCurrency is for currency fields: ${inner.label}`, call.span)
  }
  const code = userCurrency(org, currencies)
  return { kind: 'double', read: inner.inCurrency('user'), currencyCode: () => code }
}

function labelReader(inner: Operand, call: Call, scope: QueryScope): Reader {
  const { type, picklistValues = [] } = inner.field.schema
  if (inner.functions.length > 0 || (type !== 'picklist' && type !== 'multipicklist')) {
    throw scope.evaluation.complaints.invalidField(`toLabel is for picklists: ${inner.label}`, call.span)
  }
  const labels = new Map(picklistValues.map(({ value, label }) => [foldText(value), label ?? value]))
  const labelOf = (value: string) => labels.get(foldText(value)) ?? value
  return (row) => {
    const value = inner.read(row)
    return typeof value === 'string' ? value.split(';').map(labelOf).join(';') : null
  }
}

function dateFunction(call: Call, inner: Operand, scope: QueryScope): Pick<Operand, 'kind' | 'read'> {
  const { complaints, clock } = scope.evaluation
  const isLocal = inner.functions[0] === 'CONVERTTIMEZONE'
  if (inner.functions.length > (isLocal ? 1 : 0) || (inner.kind !== 'date' && inner.kind !== 'datetime')) {
    throw complaints.invalidField(`${call.name} is for date and dateTime fields: ${inner.label}`, call.span)
  }
  if (inner.kind === 'date' && DATETIME_ONLY_FUNCTIONS.has(call.name)) {
    throw complaints.invalidField(`${call.name} is for dateTime fields: ${inner.label}`, call.span)
  }
  const moment = (value: FieldValue): number | undefined => {
    if (typeof value !== 'string') return undefined
    const milliseconds = millisecondsOf(value)
    return isLocal ? clock.local(milliseconds) : milliseconds
  }
  if (call.name === 'DAY_ONLY') {
    const read: Reader = (row) => {
      const milliseconds = moment(inner.read(row))
      return milliseconds === undefined ? null : dayText(Math.floor(milliseconds / DAY))
    }
    return { kind: 'date', read }
  }
  const pick = dateFunctionFor(call.name, scope.evaluation.org.identity.fiscalYearStartMonth)
  const read: Reader = (row) => {
    const milliseconds = moment(inner.read(row))
    return milliseconds === undefined || pick === undefined ? null : pick(milliseconds)
  }
  return { kind: 'int', read }
}

function distanceOperand(distance: Distance, scope: QueryScope): Operand {
  const { complaints, org } = scope.evaluation
  const resolved = scope.resolve(distance.field)
  const { field, object } = resolved
  if (field.schema.type !== 'location') {
    throw complaints.invalidField(`DISTANCE is for geolocation fields: ${field.name}`, distance.span)
  }
  const unit = distance.unit.toLowerCase()
  if (unit !== 'mi' && unit !== 'km') {
    throw complaints.malformed(`The unit of DISTANCE is 'mi' or 'km', not '${distance.unit}'`, distance.span)
  }
  const parts = object.fields.filter(({ schema }) => schema.compoundFieldName === field.name)
  const latitudeField = parts.find(({ name }) => name.toLowerCase().includes('latitude'))
  const longitudeField = parts.find(({ name }) => name.toLowerCase().includes('longitude'))
  const table = org.table(object)
  const parentRow = scope.parentRow(resolved.lookups)
  const read: Reader = (row) => {
    const parent = parentRow(row)
    if (parent < 0 || latitudeField === undefined || longitudeField === undefined) return null
    const latitude = table.value(latitudeField, parent)
    const longitude = table.value(longitudeField, parent)
    if (latitude === null || longitude === null) return null
    return distanceBetween(
      [Number(latitude), Number(longitude)],
      [distance.latitude, distance.longitude],
      unit,
    )
  }
  return {
    read,
    kind: 'double',
    label: `DISTANCE(${field.name})`,
    key: `distance(${resolved.key},${distance.latitude},${distance.longitude},${unit})`,
    span: distance.span,
    field,
    path: resolved,
    inCurrency: undefined,
    currencyCode: undefined,
    functions: ['DISTANCE'],
  }
}
