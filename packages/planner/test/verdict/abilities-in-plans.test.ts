import { type CatalogView, tableFromDescribe } from '@certsql/catalog'
import type { FieldDescribe, FieldType, ObjectDescribe } from '@certsql/core'
import { parseStatement } from '@certsql/sql'
import type { PhysicalPlan, ScanPlan } from '../../src/physical/physical-plan.js'
import { planStatement } from '../../src/plan-statement.js'
import { FIELD_ABILITIES, type Operation } from '../../src/verdict/field-abilities.js'
import { fieldAbility } from '../../src/verdict/field-ability.js'
import type { PushdownNote, VerdictKind } from '../../src/verdict/verdict.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS } from '../support/plan-of.js'

/**
 * The planner does what the table says, for every type of field and every operation: an object has a field of each type that
 * may do everything, and statements use them.
 */
const TYPES = Object.keys(FIELD_ABILITIES) as FieldType[]
const EVERYTHING = { filterable: true, sortable: true, groupable: true, aggregatable: true } as const

function field(type: FieldType): FieldDescribe {
  const facts = { precision: 12, scale: 2, length: 80, digits: 9, nillable: true }
  const lookup = type === 'reference' ? { referenceTo: ['Account'], relationshipName: 'F_reference__r' } : {}
  return { name: `F_${type}__c`, label: type, type, ...facts, ...EVERYTHING, ...lookup }
}

const ID: FieldDescribe = { name: 'Id', label: 'Id', type: 'id', nillable: false, ...EVERYTHING }

const EVERY_TYPE: ObjectDescribe = {
  name: 'Every__c',
  label: 'Every',
  labelPlural: 'Every',
  queryable: true,
  fields: [ID, ...TYPES.filter((type) => type !== 'id').map(field)],
}

const table = tableFromDescribe(EVERY_TYPE)
const fixture = fixtureCatalog()
const view: CatalogView = {
  ...fixture,
  lookUp: (name) => (name === table.name ? { kind: 'found', name } : fixture.lookUp(name)),
  table: (name) => (name === table.name ? table : fixture.table(name)),
  tables: (names) => names.map((name) => view.table(name)),
}

const columnOf = (type: FieldType) => (type === 'id' ? 'Id' : `F_${type}__c`)

/** A constant of each type, as SQL. */
const LITERALS: Readonly<Partial<Record<FieldType, string>>> = {
  id: "'a10000000000001AAA'",
  reference: "'001D000000IRFmaIAH'",
  boolean: 'TRUE',
  int: '5',
  long: '5',
  double: '5',
  percent: '5',
  currency: '5',
  date: "DATE '2025-01-31'",
  datetime: "TIMESTAMPTZ '2025-01-31 10:00:00Z'",
  time: "TIME '10:00:00'",
}

type Statement = (column: string, type: FieldType) => string

const condition =
  (text: Statement): Statement =>
  (column, type) =>
    `SELECT Id FROM Every__c WHERE ${text(column, type)}`

const compared = (operator: string): Statement =>
  condition((column, type) => `${column} ${operator} ${LITERALS[type] ?? "'x'"}`)

interface Check {
  readonly subject: PushdownNote['subject']
  readonly statement: Statement
  /** Types for which SQL itself has no such statement, or another rule stands before the table. */
  readonly without?: readonly FieldType[]
}

const COMPOUND: readonly FieldType[] = ['address', 'location', 'complexvalue', 'json']
const NUMBERS: readonly FieldType[] = ['int', 'long', 'double', 'percent', 'currency']
const DATES: readonly FieldType[] = ['date', 'datetime']
const NO_TEXT: readonly FieldType[] = [...NUMBERS, ...DATES, 'time', 'boolean', ...COMPOUND]
const allBut = (types: readonly FieldType[]) => TYPES.filter((type) => !types.includes(type))

const CHECKS: Readonly<Record<Exclude<Operation, 'bulk'>, Check>> = {
  '=': { subject: 'filter', statement: compared('='), without: COMPOUND },
  '<>': { subject: 'filter', statement: compared('<>'), without: COMPOUND },
  '<': { subject: 'filter', statement: compared('<'), without: COMPOUND },
  '<=': { subject: 'filter', statement: compared('<='), without: COMPOUND },
  '>': { subject: 'filter', statement: compared('>'), without: COMPOUND },
  '>=': { subject: 'filter', statement: compared('>='), without: COMPOUND },
  LIKE: { subject: 'filter', statement: condition((column) => `${column} LIKE 'x%'`), without: NO_TEXT },
  'NOT LIKE': {
    subject: 'filter',
    statement: condition((column) => `${column} NOT LIKE 'x%'`),
    without: NO_TEXT,
  },
  'IS NULL': {
    subject: 'filter',
    statement: condition((column) => `${column} IS NULL`),
    without: ['id', 'boolean'],
  },
  'IS NOT NULL': {
    subject: 'filter',
    statement: condition((column) => `${column} IS NOT NULL`),
    without: ['id', 'boolean'],
  },
  INCLUDES: {
    subject: 'filter',
    statement: condition((column) => `INCLUDES(${column}, 'x')`),
    without: allBut(['multipicklist']),
  },
  EXCLUDES: {
    subject: 'filter',
    statement: condition((column) => `EXCLUDES(${column}, 'x')`),
    without: allBut(['multipicklist']),
  },
  group: {
    subject: 'grouping',
    statement: (column) => `SELECT ${column}, COUNT(*) FROM Every__c GROUP BY ${column}`,
    // Groups of one record each are rows.
    without: [...COMPOUND, 'id'],
  },
  period: {
    subject: 'grouping',
    statement: (column) => `SELECT EXTRACT(YEAR FROM ${column}), COUNT(*) FROM Every__c GROUP BY 1`,
    without: allBut(DATES),
  },
  sort: {
    subject: 'sort',
    statement: (column) => `SELECT Id FROM Every__c ORDER BY ${column} LIMIT 5`,
    without: COMPOUND,
  },
  count: {
    subject: 'aggregate',
    statement: (column) => `SELECT COUNT(${column}) FROM Every__c`,
    // Never null: their count is that of the rows.
    without: ['id', 'boolean'],
  },
  countDistinct: {
    subject: 'aggregate',
    statement: (column) => `SELECT COUNT(DISTINCT ${column}) FROM Every__c`,
    without: COMPOUND,
  },
  minMax: {
    subject: 'aggregate',
    statement: (column) => `SELECT MIN(${column}) FROM Every__c`,
    without: [...COMPOUND, 'boolean'],
  },
  sum: {
    subject: 'aggregate',
    statement: (column) => `SELECT SUM(${column}) FROM Every__c`,
    without: allBut(NUMBERS),
  },
}

function planned(sql: string): PhysicalPlan {
  const statement = planStatement(parseStatement(sql), view, DEFAULT_OPTIONS)
  if (statement.kind !== 'Query') throw new Error('not a query')
  return statement.plan
}

function scanOf(plan: PhysicalPlan): ScanPlan | undefined {
  switch (plan.kind) {
    case 'ConstantRows':
      return undefined
    case 'RemoteQuery':
    case 'PagewiseQuery':
      return plan.scan
    case 'StagedQuery':
      return plan.scans[0]
    case 'FallbackPlan':
      return scanOf(plan.primary)
  }
}

/** The verdict that EXPLAIN shows of the piece that the statement is about: the weakest, where it is in several. */
function shownVerdict(sql: string, subject: PushdownNote['subject']): VerdictKind | undefined {
  const notes = scanOf(planned(sql))?.notes.filter((note) => note.subject === subject) ?? []
  const kinds = notes.map(({ verdict }) => verdict)
  return (['none', 'superset', 'exact'] as const).find((kind) => kinds.includes(kind))
}

describe.each(Object.entries(CHECKS) as [keyof typeof CHECKS, Check][])('%s', (operation, check) => {
  const types = TYPES.filter((type) => check.without?.includes(type) !== true)
  test.each(types)('of %s is pushed as the table says', (type) => {
    const column = table.columns.find(({ name }) => name === columnOf(type))
    if (column === undefined) throw new Error(`no column of type ${type}`)
    const surroundings = { options: DEFAULT_OPTIONS, org: view.org }
    const comparison = type === 'id' || type === 'reference' ? 'exact' : 'folded'
    const abilityOf = (one: Operation) => fieldAbility(column, one, comparison, surroundings).verdict
    // What the org does not count, it may give the groups of, to be counted here.
    const isCounted = operation === 'countDistinct' && abilityOf(operation) === 'none'
    const wanted = isCounted && abilityOf('group') !== 'none' ? 'superset' : abilityOf(operation)
    const shown = shownVerdict(check.statement(columnOf(type), type), check.subject)
    expect({ type, operation, verdict: shown }).toEqual({ type, operation, verdict: wanted })
  })
})

describe('bulk', () => {
  test.each(TYPES)('brings %s as the table says', (type) => {
    const column = table.columns.find(({ name }) => name === columnOf(type))
    if (column === undefined) throw new Error(`no column of type ${type}`)
    const ability = fieldAbility(column, 'bulk', 'folded', { options: DEFAULT_OPTIONS, org: view.org })
    const sql = `SELECT /*+ TRANSPORT(bulk) */ ${columnOf(type)} FROM Every__c`
    expect(scanOf(planned(sql))?.transport.kind).toBe(ability.verdict === 'exact' ? 'bulk' : 'rest')
  })
})
