import { BIGINT, INTEGER, JSON_TYPE, type SqlType, TEXT, TIMESTAMP } from '@certsql/core'
import { type Expression, makeCall } from '@certsql/sql'
import type { ArgumentTypes, TableFunction } from './function-definition.js'
import { argumentAt, call, cast, same, text, typeAt } from './lowering.js'

export const TABLE_FUNCTIONS: readonly TableFunction[] = [
  {
    kind: 'table',
    family: 'table',
    name: 'generate_series',
    signatures: [
      'integer, integer, integer? -> *',
      'bigint, bigint, bigint? -> *',
      'date, date, interval -> *',
      'timestamp, timestamp, interval -> *',
      'timestamptz, timestamptz, interval -> *',
    ],
    help: 'A row for each step from one value to another: numbers, or moments by an interval.',
    resultType: seriesType,
    lower: lowerSeries,
  },
  {
    kind: 'table',
    family: 'table',
    name: 'unnest',
    signatures: ['list -> *'],
    help: 'A row for each value of a list.',
    resultType: ([type]) => (type?.kind === 'list' ? type.element : TEXT),
    lower: same('unnest'),
  },
  {
    kind: 'table',
    family: 'table',
    name: 'json_array_elements',
    aliases: ['jsonb_array_elements'],
    signatures: ['json -> *'],
    help: 'A row for each value of a JSON array.',
    resultType: () => JSON_TYPE,
    lower: (args) => call('unnest', call('json_extract', argumentAt(args, 0), text('$[*]'))),
  },
  {
    kind: 'table',
    family: 'table',
    name: 'json_array_elements_text',
    aliases: ['jsonb_array_elements_text'],
    signatures: ['json -> *'],
    help: 'A row for each value of a JSON array, as text.',
    resultType: () => TEXT,
    lower: (args) => call('unnest', call('json_extract_string', argumentAt(args, 0), text('$[*]'))),
  },
  {
    kind: 'table',
    family: 'table',
    name: 'regexp_split_to_table',
    signatures: ['text, text -> *'],
    help: 'A row for each part of a text between the matches of a regular expression.',
    resultType: ([type = TEXT]) => type,
    lower: (args) => call('unnest', makeCall('regexp_split_to_array', args)),
  },
  {
    kind: 'table',
    family: 'table',
    name: 'string_to_table',
    signatures: ['text, text -> *'],
    help: 'A row for each part of a text between separators.',
    resultType: ([type = TEXT]) => type,
    lower: (args) => call('unnest', makeCall('string_split', args)),
  },
]

function seriesType([type = INTEGER]: ArgumentTypes): SqlType {
  if (type.kind === 'date') return TIMESTAMP
  return type.kind === 'integer' ? BIGINT : type
}

/** Days are stepped through as moments at midnight, as in PostgreSQL. */
function lowerSeries(args: readonly Expression[], types: ArgumentTypes): Expression {
  const moments = args.map((argument, index) =>
    typeAt(types, index).kind === 'date' ? cast(argument, 'timestamp') : argument,
  )
  return makeCall('generate_series', moments)
}
