import { type SurfaceCase, untyped, variantsOf } from './surface-case.js'

const METHODS = ['rank', 'denseRank', 'rowNumber'] as const

export const WINDOW: readonly SurfaceCase[] = [
  ...METHODS.flatMap((method) =>
    variantsOf(method, {
      'alias, order': (db) => db('Invoice__c').select('Name')[method]('place', 'Name'),
      'alias, order, partition': (db) =>
        db('Invoice__c').select('Name')[method]('place', 'Name', 'Status__c'),
      'alias, arrays': (db) =>
        db('Invoice__c').select('Name')[method]('place', ['Number__c', 'Name'], ['Status__c']),
      'an object for the order': (db) =>
        db('Invoice__c')
          .select('Name')
          [method]('place', untyped([{ column: 'Name', order: 'desc' }])),
      'a function': (db) =>
        db('Invoice__c')
          .select('Name')
          [method]('place', (over) => over.orderBy('Name', 'desc').partitionBy('Number__c')),
      'a raw': (db) =>
        db('Invoice__c')
          .select('Name')
          [method]('place', db.raw('partition by ?? order by ?? desc', ['Status__c', 'Name'])),
    }),
  ),
  ...variantsOf('windows in a raw', {
    'a running sum': (db) =>
      db('Invoice__c').select('Name', db.raw('sum("Number__c") over (order by "Name") as running')),
    'with a frame': (db) =>
      db('Invoice__c').select(
        'Name',
        db.raw('sum("Number__c") over (order by "Name" rows between 2 preceding and current row) as last3'),
      ),
    lag: (db) => db('Invoice__c').select('Name', db.raw('lag("Name") over (order by "Name") as before')),
    'the first of each group': (db) =>
      db
        .select('t.Name')
        .from(db('Invoice__c').select('Name').rowNumber('place', 'Name', 'Status__c').as('t'))
        .where('t.place', 1),
  }),
]
