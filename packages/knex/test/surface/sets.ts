import { type SurfaceCase, variantsOf } from './surface-case.js'

const METHODS = ['union', 'unionAll', 'intersect', 'except'] as const

export const SETS: readonly SurfaceCase[] = [
  ...METHODS.flatMap((method) =>
    variantsOf(method, {
      'a query': (db) =>
        db('Account')
          .select('Industry')
          [method](db('Account').select('Industry').where('Rating__c', '>', 8)),
      'a function': (db) =>
        db('Account')
          .select('City__c')
          [method](function () {
            this.select('City__c').from('Account').where('Active__c', true)
          }),
      'an array': (db) =>
        db('Account')
          .select('Name')
          [method]([db('Line__c').select('Name'), db('Account').select('Name').where('Rating__c', '>', 8)]),
      'two arguments': (db) =>
        db('Account')
          .select('Name')
          [method](db('Line__c').select('Name'), db('Account').select('Name').where('Rating__c', '>', 8)),
      wrapped: {
        build: (db) =>
          db('Account')
            .select('Name')
            .where('Rating__c', '<', 9)
            [method](db('Account').select('Name').where('Rating__c', '>', 6), true),
        sqlite: (db) =>
          db('Account')
            .select('Name')
            .where('Rating__c', '<', 9)
            [method](db('Account').select('Name').where('Rating__c', '>', 6)),
      },
    }),
  ),
  ...variantsOf('unions', {
    'with an order': (db) =>
      db('Account').select('Name').union(db('Line__c').select('Name')).orderBy('Name', 'desc').limit(10),
    'of nothing else': (db) => db.union([db('Account').select('Name'), db('Line__c').select('Name')]),
    'of functions': (db) =>
      db.unionAll([
        (query) => query.select('Name').from('Account').where('Rating__c', '>', 8),
        (query) => query.select('Name').from('Account').where('Rating__c', '>', 10),
      ]),
    'of different columns': (db) =>
      db('Account').select('Name', 'Rating__c as x').unionAll(db('Line__c').select('Name', 'Amount__c as x')),
    'with raws': (db) => db('Account').select('Name').unionAll(db.raw('select "Name" from "Line__c"')),
    'in a subquery': (db) =>
      db.count('* as n').from(db('Account').select('Name').union(db('Line__c').select('Name')).as('u')),
    'a chain of both': (db) =>
      db('Account')
        .select('Name')
        .union(db('Line__c').select('Name'))
        .unionAll(db('Invoice__c').select('Name')),
    'in whereIn': (db) =>
      db('Account')
        .select('Name')
        .whereIn(
          'Id',
          db('Invoice__c')
            .select('Account__c')
            .where('Status__c', 'Void')
            .union(db('Account').select('ParentId')),
        ),
  }),
]
