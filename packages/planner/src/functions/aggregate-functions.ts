import { BIGINT, DOUBLE, isFoldedText, list, type SqlType, TEXT } from '@certsql/core'
import { type CallParts, type Expression, makeCall, makeIsNull, makeText } from '@certsql/sql'
import { MOST_DIGITS } from './common-type.js'
import type {
  AggregateFunction,
  ArgumentConstants,
  ArgumentTypes,
  FunctionDefinition,
} from './function-definition.js'
import { aggregateAs, call, cast, choose, number, sameAggregate, typeAt } from './lowering.js'

function aggregate(facts: Omit<AggregateFunction, 'kind' | 'family'>): AggregateFunction {
  return { kind: 'aggregate', family: 'aggregate', ...facts }
}

/** Statistics over one or two columns of numbers, the same in DuckDB. */
function statistic(name: string, parameters: string, help: string, duckDb = name): AggregateFunction {
  return aggregate({ name, signatures: [`${parameters} -> double`], help, lower: sameAggregate(duckDb) })
}

export const AGGREGATE_FUNCTIONS: readonly FunctionDefinition[] = [
  aggregate({
    name: 'count',
    signatures: ['any? -> bigint'],
    help: 'The number of rows (*), or of values that are not null.',
    lower: (args, _types, parts) =>
      makeCall('count', args, args.length === 0 ? { ...parts, star: true } : parts),
  }),
  aggregate({
    name: 'sum',
    signatures: ['number -> *'],
    help: 'The sum of all values.',
    resultType: sumType,
    lower: lowerSum,
  }),
  aggregate({
    name: 'avg',
    aliases: ['mean'],
    signatures: ['number -> double', 'interval -> interval'],
    help: 'The average of all values, as DOUBLE.',
    lower: lowerAverage,
  }),
  aggregate({
    name: 'min',
    signatures: ['any -> same'],
    help: 'The smallest value.',
    lower: sameAggregate('min'),
  }),
  aggregate({
    name: 'max',
    signatures: ['any -> same'],
    help: 'The greatest value.',
    lower: sameAggregate('max'),
  }),
  aggregate({
    name: 'min_by',
    aliases: ['arg_min'],
    signatures: ['any, any -> same'],
    help: 'The first value of the row in which the second is smallest.',
    lower: sameAggregate('arg_min'),
  }),
  aggregate({
    name: 'max_by',
    aliases: ['arg_max'],
    signatures: ['any, any -> same'],
    help: 'The first value of the row in which the second is greatest.',
    lower: sameAggregate('arg_max'),
  }),
  aggregate({
    name: 'any_value',
    signatures: ['any -> same'],
    help: 'One of the values that are not null.',
    lower: sameAggregate('any_value'),
  }),
  aggregate({
    name: 'bool_and',
    aliases: ['every'],
    signatures: ['boolean -> boolean'],
    help: 'Whether all values are true.',
    lower: sameAggregate('bool_and'),
  }),
  aggregate({
    name: 'bool_or',
    signatures: ['boolean -> boolean'],
    help: 'Whether one of the values is true.',
    lower: sameAggregate('bool_or'),
  }),
  aggregate({
    name: 'bit_and',
    signatures: ['integer -> integer', 'bigint -> bigint'],
    help: 'The bits that are set in all values.',
    lower: sameAggregate('bit_and'),
  }),
  aggregate({
    name: 'bit_or',
    signatures: ['integer -> integer', 'bigint -> bigint'],
    help: 'The bits that are set in one of the values.',
    lower: sameAggregate('bit_or'),
  }),
  aggregate({
    name: 'string_agg',
    aliases: ['listagg', 'group_concat'],
    signatures: ['text, text? -> text'],
    help: "All texts as one, with a separator between them: string_agg(Name, ', ' ORDER BY Name).",
    validate: (types, [, separator]) =>
      types.length === 2 && separator === undefined
        ? 'The separator of string_agg must be a constant text.'
        : undefined,
    lower: (args, _types, parts) =>
      makeCall('string_agg', args.length > 1 ? args : [...args, makeText(',')], parts),
  }),
  aggregate({
    name: 'array_agg',
    aliases: ['list'],
    signatures: ['any -> *'],
    help: 'All values as a list, nulls included.',
    resultType: ([type = TEXT]) => list(type),
    lower: sameAggregate('array_agg'),
  }),
  aggregate({
    name: 'json_agg',
    aliases: ['jsonb_agg', 'json_arrayagg'],
    signatures: ['any -> json'],
    help: 'All values as a JSON array.',
    lower: aggregateAs('array_agg', 'json'),
  }),
  aggregate({
    name: 'json_object_agg',
    aliases: ['jsonb_object_agg', 'json_objectagg'],
    signatures: ['text, any -> json'],
    help: 'All keys and values as a JSON object.',
    lower: sameAggregate('json_group_object'),
  }),
  statistic('stddev_samp', 'double', 'The standard deviation of a sample.'),
  statistic('stddev', 'double', 'The standard deviation of a sample.', 'stddev_samp'),
  statistic('stddev_pop', 'double', 'The standard deviation of a population.'),
  statistic('var_samp', 'double', 'The variance of a sample.'),
  statistic('variance', 'double', 'The variance of a sample.', 'var_samp'),
  statistic('var_pop', 'double', 'The variance of a population.'),
  statistic('corr', 'double, double', 'The correlation of two columns.'),
  statistic('covar_pop', 'double, double', 'The covariance of a population.'),
  statistic('covar_samp', 'double, double', 'The covariance of a sample.'),
  statistic(
    'regr_slope',
    'double, double',
    'The slope of the line that fits best; the dependent column comes first.',
  ),
  statistic('regr_intercept', 'double, double', 'Where the line that fits best meets the axis.'),
  statistic('regr_r2', 'double, double', 'How well the line fits, from 0 to 1.'),
  statistic('regr_avgx', 'double, double', 'The average of the independent column.'),
  statistic('regr_avgy', 'double, double', 'The average of the dependent column.'),
  aggregate({
    name: 'regr_count',
    signatures: ['double, double -> bigint'],
    help: 'The number of rows in which both columns have a value.',
    lower: aggregateAs('regr_count', 'bigint'),
  }),
  aggregate({
    name: 'percentile_cont',
    orderedSet: true,
    signatures: ['double, double -> double', 'double, interval -> interval'],
    validate: requireFraction,
    help: 'The value at a fraction of the order, between neighbours if need be: percentile_cont(0.5) WITHIN GROUP (ORDER BY x).',
    lower: sameAggregate('percentile_cont'),
  }),
  aggregate({
    name: 'percentile_disc',
    orderedSet: true,
    signatures: ['double, any -> *'],
    validate: requireFraction,
    help: 'The first value at or behind a fraction of the order.',
    resultType: ([, type = TEXT]) => type,
    lower: lowerPercentile,
  }),
  aggregate({
    name: 'mode',
    orderedSet: true,
    signatures: ['any -> same'],
    help: 'The value that comes most often: mode() WITHIN GROUP (ORDER BY x).',
    lower: sameAggregate('mode'),
  }),
  aggregate({
    name: 'median',
    signatures: ['double -> double', 'interval -> interval'],
    help: 'The value in the middle, between neighbours if need be.',
    lower: sameAggregate('median'),
  }),
  aggregate({
    name: 'approx_count_distinct',
    signatures: ['any -> bigint'],
    help: 'About how many different values there are.',
    lower: sameAggregate('approx_count_distinct'),
  }),
  {
    kind: 'special',
    family: 'aggregate',
    name: 'grouping',
    signatures: ['any... -> integer'],
    help: 'Which of these keys the grouping set of a row leaves out, as bits.',
  },
]

/** Wide enough for any number of rows, and exact for all but DOUBLE. */
export function sumType([type = DOUBLE]: ArgumentTypes): SqlType {
  switch (type.kind) {
    case 'integer':
      return BIGINT
    case 'bigint':
      return { kind: 'decimal', precision: MOST_DIGITS, scale: 0 }
    case 'decimal':
      return { kind: 'decimal', precision: MOST_DIGITS, scale: type.scale }
    default:
      return DOUBLE
  }
}

/** Floating point is added with a running correction, so that the order in which rows came hardly matters. */
function lowerSum(args: readonly Expression[], types: ArgumentTypes, parts: CallParts): Expression {
  const sum = makeCall('sum', args, parts)
  const type = sumType(types)
  switch (type.kind) {
    case 'bigint':
      return cast(sum, 'bigint')
    case 'decimal':
      return typeAt(types, 0).kind === 'bigint' ? cast(sum, 'decimal', MOST_DIGITS, 0) : sum
    default:
      return makeCall('fsum', args, parts)
  }
}

function lowerAverage(args: readonly Expression[], types: ArgumentTypes, parts: CallParts): Expression {
  if (typeAt(types, 0).kind !== 'double') return makeCall('avg', args, parts)
  return makeCall('favg', args, parts)
}

/** Texts of the org are ordered without case; the one that stands there is the answer, as it is written. */
function lowerPercentile(
  args: readonly Expression[],
  types: ArgumentTypes,
  { withinGroup = [], ...parts }: CallParts,
): Expression {
  const [, type] = types
  const [key] = withinGroup
  if (key === undefined || type === undefined || !isFoldedText(type))
    return makeCall('percentile_disc', args, { ...parts, withinGroup })
  const value = key.expression
  const pair = choose([[makeIsNull(value, true), call('row', call('upper', value), value)]])
  const found = makeCall('percentile_disc', args, { ...parts, withinGroup: [{ ...key, expression: pair }] })
  return call('struct_extract', found, number(2))
}

function requireFraction(_types: ArgumentTypes, [fraction]: ArgumentConstants): string | undefined {
  const size = Number(fraction ?? Number.NaN)
  return size >= 0 && size <= 1 ? undefined : 'The fraction of a percentile must be a constant from 0 to 1.'
}
