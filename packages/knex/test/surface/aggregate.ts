import { type SurfaceCase, variantsOf } from './surface-case.js'

const METHODS = ['min', 'max', 'sum', 'avg', 'sumDistinct', 'avgDistinct'] as const

export const AGGREGATE: readonly SurfaceCase[] = [
  ...variantsOf('count', {
    "'* as n'": (db) => db('Account').count('* as n'),
    "{ n: '*' }": (db) => db('Account').count({ n: '*' }),
    "'*', { as }": (db) => db('Account').count('*', { as: 'n' }),
    'a column': (db) => db('Account').count('City__c as n'),
    'a column and an alias': (db) => db('Account').count('Rating__c', { as: 'n' }),
    'a raw': {
      build: (db) => db('Account').count(db.raw('"Rating__c" * 2')),
      sqlite: (db) => db('Account').select(db.raw('count("Rating__c" * 2) as count')),
    },
    'several as an object': (db) => db('Account').count({ all: '*', rated: 'Rating__c' }),
    'with a condition': (db) => db('Account').count('* as n').where('Industry', 'Energy'),
    'with a group': (db) => db('Account').select('Industry').count('* as n').groupBy('Industry'),
    'of no rows': (db) => db('Account').count('* as n').where('Name', 'nobody'),
    twice: (db) => db('Account').count('* as a').count('City__c as b'),
    'without an alias': {
      build: (db) => db('Account').count(),
      sqlite: (db) => db('Account').count('* as count'),
    },
  }),
  ...variantsOf('countDistinct', {
    'a column': (db) => db('Account').countDistinct('Industry as n'),
    'an object': (db) => db('Account').countDistinct({ n: 'City__c' }),
    'a column and an alias': (db) => db('Account').countDistinct('Employees__c', { as: 'n' }),
    'texts that differ in case': (db) => db('Line__c').countDistinct('Product__c as n'),
    'a lookup': (db) => db('Invoice__c').countDistinct('Account__c as n'),
    'several columns': {
      build: (db) => db('Account').countDistinct('Industry', 'City__c'),
      refused: 'A row can only stand in a comparison',
    },
    'with a group': (db) =>
      db('Invoice__c').select('Status__c').countDistinct('Account__c as n').groupBy('Status__c'),
  }),
  ...METHODS.flatMap((method) =>
    variantsOf(method, {
      "'column as alias'": (db) => db('Account')[method]('Rating__c as x'),
      'an object': (db) => db('Account')[method]({ x: 'Employees__c' }),
      'a column and an alias': (db) => db('Account')[method]('Rating__c', { as: 'x' }),
      'several as an object': (db) => db('Account')[method]({ x: 'Rating__c', y: 'Employees__c' }),
      'a raw': {
        build: (db) => db('Account')[method](db.raw('"Rating__c" + 1')),
        sqlite: (db) => db('Account').select(db.raw(`${sqlOf(method)} as ${method.replace('Distinct', '')}`)),
      },
      'with a condition': (db) => db('Account')[method]('Rating__c as x').where('Active__c', true),
      'with a group': (db) => db('Account').select('Industry')[method]('Rating__c as x').groupBy('Industry'),
      'of no rows': (db) => db('Account')[method]('Rating__c as x').where('Name', 'nobody'),
    }),
  ),
  ...variantsOf('aggregates together', {
    'min, max, sum, avg, count': (db) =>
      db('Invoice__c')
        .min('Total__c as least')
        .max('Total__c as most')
        .sum('Total__c as sum')
        .avg('Total__c as mean')
        .count('Total__c as n'),
    'over a join': (db) =>
      db('Line__c as l')
        .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
        .sum('l.Amount__c as total')
        .max('i.Total__c as most'),
    'a date': (db) => db('Invoice__c').min('Due__c as first').max('Due__c as last'),
    'a text': (db) => db('Account').min('Name as first').max('Name as last'),
    'filter in a raw': (db) =>
      db('Invoice__c').select(db.raw('count(*) filter (where "Status__c" = ?) as n', ['Void'])),
  }),
]

function sqlOf(method: (typeof METHODS)[number]): string {
  const distinct = method.endsWith('Distinct') ? 'distinct ' : ''
  return `${method.replace('Distinct', '')}(${distinct}"Rating__c" + 1)`
}
