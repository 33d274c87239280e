import type { Capabilities } from '@certsql/catalog'
import type { FieldType } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import type { VerdictKind } from './verdict.js'

/**
 * What may be asked of a field. `IN` is judged as `=`, `NOT IN` as `<>`, and so are `IS [NOT] DISTINCT FROM`.
 * `group` is a key of GROUP BY or DISTINCT, `period` a part of a date in GROUP BY (CALENDAR_YEAR and its kin). All of these are
 * REST's and Bulk's alike, or REST's alone (see `BULK_RULES`); `bulk` is whether a Bulk job can bring the values at all.
 */
export type Operation =
  | ComparisonOperator
  | 'LIKE'
  | 'NOT LIKE'
  | 'IS NULL'
  | 'IS NOT NULL'
  | 'INCLUDES'
  | 'EXCLUDES'
  | 'group'
  | 'period'
  | 'sort'
  | 'count'
  | 'countDistinct'
  | 'minMax'
  | 'sum'
  | 'bulk'

/** What the describe of a field must grant for an operation; it is asked before the table is. */
export const CAPABILITY_FOR: Readonly<Record<Operation, keyof Capabilities | undefined>> = {
  '=': 'filterable',
  '<>': 'filterable',
  '<': 'filterable',
  '<=': 'filterable',
  '>': 'filterable',
  '>=': 'filterable',
  LIKE: 'filterable',
  'NOT LIKE': 'filterable',
  'IS NULL': 'filterable',
  'IS NOT NULL': 'filterable',
  INCLUDES: 'filterable',
  EXCLUDES: 'filterable',
  group: 'groupable',
  // Datetimes are never groupable themselves, and yet DAY_ONLY and CALENDAR_* group them.
  period: 'filterable',
  sort: 'sortable',
  count: 'aggregatable',
  countDistinct: 'aggregatable',
  minMax: 'aggregatable',
  sum: 'aggregatable',
  // What can be selected at all is a column.
  bulk: undefined,
}

/** Something about the statement, the field or the org that a verdict may depend on. */
export type Circumstance =
  /** The statement and the field compare text alike: both without case, or both with it. */
  | 'comparesAlike'
  /** Neither the statement nor the field tells case apart. */
  | 'ignoresCase'
  /** The statement tells case apart and the field does not. */
  | 'stricterHere'
  /** The org's text order is that of the upper-cased text, and the statement's is the same. */
  | 'trustedTextOrder'
  /** The user's language has capitals of its own for some letters, and text is compared without case. */
  | 'ownCapitals'
  | 'calculated'
  | 'multiCurrency'
  /** More digits than a double surely holds. */
  | 'manyDigits'

export interface Case {
  /** Absent: in all other circumstances. */
  readonly when?: Circumstance
  readonly verdict: VerdictKind
  readonly reason: string
}

/** The first case that applies decides; the last one always applies. */
export type Ability = readonly Case[]

export type FieldAbilities = Readonly<Record<Operation, Ability>>

// ── Words of the table ─────────────────────────────────────────────────────────────────────────────────────────

function exact(reason: string, when?: Circumstance): Case {
  return { verdict: 'exact', reason, ...(when === undefined ? {} : { when }) }
}

function superset(reason: string, when?: Circumstance): Case {
  return { verdict: 'superset', reason, ...(when === undefined ? {} : { when }) }
}

function none(reason: string, when?: Circumstance): Case {
  return { verdict: 'none', reason, ...(when === undefined ? {} : { when }) }
}

function compared(ability: Ability): Readonly<Record<ComparisonOperator, Ability>> {
  return { '=': ability, '<>': ability, '<': ability, '<=': ability, '>': ability, '>=': ability }
}

const SAME = exact('SOQL compares these values as SQL does')
const NULLS = exact('SOQL knows null')
const NEVER_NULL = exact('the org never stores null here')
const NOT_TEXT = [none('LIKE works on text only')]
const NOT_MULTIPICKLIST = [none('INCLUDES and EXCLUDES work on multi-select picklists only')]
const NO_DATE = [none('only dates have calendar parts')]
const NO_SUM = [none('only numbers can be added')]
const AGGREGATED = exact('the org aggregates this type')
const CONVERTED = none('in an org with several currencies the org converts these values', 'multiCurrency')
const ORDERED = exact('the org orders these values as SQL does')
const GROUPED = exact('the org tells these values apart as SQL does')

const IN_CSV = [exact('CSV has these values as JSON has')]

const NOTHING_ELSE = {
  LIKE: NOT_TEXT,
  'NOT LIKE': NOT_TEXT,
  INCLUDES: NOT_MULTIPICKLIST,
  EXCLUDES: NOT_MULTIPICKLIST,
  period: NO_DATE,
  sum: NO_SUM,
  bulk: IN_CSV,
} as const

// ── Numbers ────────────────────────────────────────────────────────────────────────────────────────────────────

const MANY_DIGITS = none(
  'whether the org tells values with more than 15 digits apart is not known',
  'manyDigits',
)

const NUMBER: FieldAbilities = {
  ...NOTHING_ELSE,
  ...compared([SAME]),
  'IS NULL': [NULLS],
  'IS NOT NULL': [NULLS],
  group: [MANY_DIGITS, GROUPED],
  sort: [ORDERED],
  count: [AGGREGATED],
  countDistinct: [MANY_DIGITS, AGGREGATED],
  minMax: [AGGREGATED],
  sum: [none('formulas are computed in floating point, and are added here', 'calculated'), AGGREGATED],
}

const CURRENCY: FieldAbilities = {
  ...NUMBER,
  group: [CONVERTED, ...NUMBER.group],
  sort: [
    none('in an org with several currencies the org sorts by converted values', 'multiCurrency'),
    ORDERED,
  ],
  count: [CONVERTED, AGGREGATED],
  countDistinct: [CONVERTED, ...NUMBER.countDistinct],
  minMax: [CONVERTED, AGGREGATED],
  sum: [CONVERTED, ...NUMBER.sum],
}

// ── Days and moments ───────────────────────────────────────────────────────────────────────────────────────────

const NO_FORMULA_PERIOD = none('the org does not group formulas', 'calculated')

const DATE: FieldAbilities = {
  ...NUMBER,
  group: [GROUPED],
  countDistinct: [AGGREGATED],
  sum: NO_SUM,
  period: [NO_FORMULA_PERIOD, exact('SOQL has this calendar part')],
}

const FRACTION = superset('whether the org looks at fractions of a second is not known; checked again here')

const DATETIME: FieldAbilities = {
  ...DATE,
  // `f >= 10:00:00` and `f < 10:00:00` say the same whether 10:00:00.5 counts as 10:00:00 or not. The others do not.
  '=': [FRACTION],
  '<>': [FRACTION],
  '>': [FRACTION],
  '<=': [FRACTION],
  group: [none('the org does not group moments')],
}

const NOT_AGGREGATED = [none('the org does not aggregate this type')]

const NO_TIME_LITERALS = none('how SOQL writes times is not documented')

const TIME: FieldAbilities = {
  ...DATE,
  ...compared([NO_TIME_LITERALS]),
  period: NO_DATE,
  group: [none('the org does not group times')],
  sort: [none('how the org orders times is not known')],
  count: NOT_AGGREGATED,
  countDistinct: NOT_AGGREGATED,
  minMax: NOT_AGGREGATED,
}

// ── Booleans and Ids ───────────────────────────────────────────────────────────────────────────────────────────

const BOOLEAN: FieldAbilities = {
  ...NOTHING_ELSE,
  ...compared([none('SOQL compares booleans with = only')]),
  '=': [SAME],
  '<>': [SAME],
  'IS NULL': [NEVER_NULL],
  'IS NOT NULL': [NEVER_NULL],
  group: [GROUPED],
  sort: [ORDERED],
  count: NOT_AGGREGATED,
  countDistinct: NOT_AGGREGATED,
  minMax: NOT_AGGREGATED,
}

const ID_ORDER = none('the order of Ids in the org is not documented')

const ID: FieldAbilities = {
  ...NOTHING_ELSE,
  ...compared([ID_ORDER]),
  '=': [
    exact('Ids compare exactly on both sides', 'comparesAlike'),
    none('the statement compares this Id without case'),
  ],
  '<>': [
    exact('Ids compare exactly on both sides', 'comparesAlike'),
    none('the statement compares this Id without case'),
  ],
  'IS NULL': [NULLS],
  'IS NOT NULL': [NULLS],
  group: [GROUPED],
  sort: [ID_ORDER],
  count: [AGGREGATED],
  countDistinct: [AGGREGATED],
  minMax: [ID_ORDER],
}

// ── Text ───────────────────────────────────────────────────────────────────────────────────────────────────────

const ALIKE = exact('the org compares text as the statement does', 'comparesAlike')
const WITHOUT_CASE = superset('Salesforce compares text without case; checked again here', 'stricterHere')
const LOSES_ROWS = none(
  'Salesforce compares text without case, so the negation would lose rows',
  'stricterHere',
)
const STRICTER_THERE = none('the org compares this field with case and the statement does not')
const TEXT_ORDER = exact('the org orders text by its upper-cased form, as here', 'trustedTextOrder')
const NO_TEXT_ORDER = none('the order of text depends on the locale of the user')
const EMPTY_TEXT = 'a text formula may be empty without being null'

const TEXT: FieldAbilities = {
  ...compared([none('the order of text in comparisons is not known')]),
  '=': [ALIKE, WITHOUT_CASE, STRICTER_THERE],
  '<>': [ALIKE, LOSES_ROWS, STRICTER_THERE],
  LIKE: [ALIKE, WITHOUT_CASE, STRICTER_THERE],
  'NOT LIKE': [ALIKE, LOSES_ROWS, STRICTER_THERE],
  'IS NULL': [superset(`${EMPTY_TEXT}; checked again here`, 'calculated'), NULLS],
  'IS NOT NULL': [none(EMPTY_TEXT, 'calculated'), NULLS],
  INCLUDES: NOT_MULTIPICKLIST,
  EXCLUDES: NOT_MULTIPICKLIST,
  period: NO_DATE,
  sum: NO_SUM,
  bulk: [none("a text formula's empty text cannot be told from null in CSV", 'calculated'), ...IN_CSV],
  group: [
    none(EMPTY_TEXT, 'calculated'),
    none('one group of the org may hold texts that differ here', 'ownCapitals'),
    superset('groups that differ in case only are merged here', 'ignoresCase'),
    none('the org may take texts that differ in case for one group'),
  ],
  sort: [none(EMPTY_TEXT, 'calculated'), TEXT_ORDER, NO_TEXT_ORDER],
  count: [none(EMPTY_TEXT, 'calculated'), AGGREGATED],
  countDistinct: [none('whether the org counts texts that differ in case once is not known')],
  minMax: [none(EMPTY_TEXT, 'calculated'), TEXT_ORDER, NO_TEXT_ORDER],
}

const PHONE: FieldAbilities = {
  ...TEXT,
  sort: [none('the org orders phone numbers by a rule of its own')],
  minMax: [none('the org orders phone numbers by a rule of its own')],
}

const SETUP_ORDER = [none('the org orders picklist values as they stand in its set-up')]
const PICKLIST: FieldAbilities = { ...TEXT, sort: SETUP_ORDER, minMax: SETUP_ORDER }

const COMBINATION = superset(
  'whether the org looks at the order of the values is not known; checked again here',
)
const NOT_WITH_MULTIPICKLIST = [none('SOQL does not allow this on multi-select picklists')]

const MULTIPICKLIST: FieldAbilities = {
  ...TEXT,
  '=': [COMBINATION],
  '<>': [none('whether the org looks at the order of the values is not known')],
  LIKE: NOT_WITH_MULTIPICKLIST,
  'NOT LIKE': NOT_WITH_MULTIPICKLIST,
  INCLUDES: [exact('SOQL has INCLUDES', 'comparesAlike'), WITHOUT_CASE, STRICTER_THERE],
  EXCLUDES: [exact('SOQL has EXCLUDES', 'comparesAlike'), LOSES_ROWS, STRICTER_THERE],
  group: NOT_WITH_MULTIPICKLIST,
  sort: NOT_WITH_MULTIPICKLIST,
  count: NOT_WITH_MULTIPICKLIST,
  countDistinct: NOT_WITH_MULTIPICKLIST,
  minMax: NOT_WITH_MULTIPICKLIST,
}

// ── What SOQL only reads ───────────────────────────────────────────────────────────────────────────────────────

const READ_ONLY = [none('SOQL only reads this type of field')]

const UNREACHABLE: FieldAbilities = {
  ...compared(READ_ONLY),
  LIKE: READ_ONLY,
  'NOT LIKE': READ_ONLY,
  'IS NULL': READ_ONLY,
  'IS NOT NULL': READ_ONLY,
  INCLUDES: READ_ONLY,
  EXCLUDES: READ_ONLY,
  group: READ_ONLY,
  period: READ_ONLY,
  sort: READ_ONLY,
  count: READ_ONLY,
  countDistinct: READ_ONLY,
  minMax: READ_ONLY,
  sum: READ_ONLY,
  bulk: IN_CSV,
}

const COMPOUND: FieldAbilities = { ...UNREACHABLE, bulk: [none('Bulk has no compound fields')] }
const BASE64: FieldAbilities = { ...UNREACHABLE, bulk: [none('Bulk has no fields of type base64')] }
const ANY_TYPE: FieldAbilities = {
  ...UNREACHABLE,
  bulk: [none('CSV does not tell the types of a column of any type')],
}

/** Type of field × operation → verdict and reason: the one place that knows what SOQL can say about which field. */
export const FIELD_ABILITIES: Readonly<Record<FieldType, FieldAbilities>> = {
  id: ID,
  reference: ID,

  string: TEXT,
  textarea: TEXT,
  email: TEXT,
  url: TEXT,
  combobox: PICKLIST,
  picklist: PICKLIST,
  phone: PHONE,
  multipicklist: MULTIPICKLIST,

  boolean: BOOLEAN,
  int: NUMBER,
  long: NUMBER,
  double: NUMBER,
  percent: NUMBER,
  currency: CURRENCY,

  date: DATE,
  datetime: DATETIME,
  time: TIME,

  encryptedstring: { ...UNREACHABLE, bulk: TEXT.bulk },
  base64: BASE64,
  address: COMPOUND,
  location: COMPOUND,
  complexvalue: COMPOUND,
  json: COMPOUND,
  anyType: ANY_TYPE,
  datacategorygroupreference: { ...UNREACHABLE, bulk: TEXT.bulk },
  masterrecord: { ...UNREACHABLE, bulk: TEXT.bulk },
}
