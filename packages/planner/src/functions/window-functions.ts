import type { WindowFunction } from './function-definition.js'
import { aggregateAs, sameAggregate } from './lowering.js'

function windowFunction(facts: Omit<WindowFunction, 'kind' | 'family'>): WindowFunction {
  return { kind: 'window', family: 'window', ...facts }
}

export const WINDOW_FUNCTIONS: readonly WindowFunction[] = [
  windowFunction({
    name: 'row_number',
    signatures: ['-> bigint'],
    help: 'The number of the row in its window, from 1.',
    lower: sameAggregate('row_number'),
  }),
  windowFunction({
    name: 'rank',
    signatures: ['-> bigint'],
    help: 'The place of the row in the order; equals share it and leave a gap.',
    lower: sameAggregate('rank'),
  }),
  windowFunction({
    name: 'dense_rank',
    signatures: ['-> bigint'],
    help: 'The place of the row in the order; equals share it and leave no gap.',
    lower: sameAggregate('dense_rank'),
  }),
  windowFunction({
    name: 'percent_rank',
    signatures: ['-> double'],
    help: 'The place of the row in the order, from 0 to 1.',
    lower: sameAggregate('percent_rank'),
  }),
  windowFunction({
    name: 'cume_dist',
    signatures: ['-> double'],
    help: 'The share of rows up to this one.',
    lower: sameAggregate('cume_dist'),
  }),
  windowFunction({
    name: 'ntile',
    signatures: ['integer -> integer'],
    help: 'Which of n parts, as equal as can be, the row falls into.',
    lower: aggregateAs('ntile', 'integer'),
  }),
  windowFunction({
    name: 'lag',
    signatures: ['any, integer?, first? -> same'],
    help: 'The value n rows (one) before, or a default (NULL).',
    lower: sameAggregate('lag'),
  }),
  windowFunction({
    name: 'lead',
    signatures: ['any, integer?, first? -> same'],
    help: 'The value n rows (one) after, or a default (NULL).',
    lower: sameAggregate('lead'),
  }),
  windowFunction({
    name: 'first_value',
    signatures: ['any -> same'],
    help: 'The value in the first row of the frame.',
    lower: sameAggregate('first_value'),
  }),
  windowFunction({
    name: 'last_value',
    signatures: ['any -> same'],
    help: 'The value in the last row of the frame.',
    lower: sameAggregate('last_value'),
  }),
  windowFunction({
    name: 'nth_value',
    signatures: ['any, integer -> same'],
    help: 'The value in the n-th row of the frame.',
    lower: sameAggregate('nth_value'),
  }),
]
