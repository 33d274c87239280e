import { type SurfaceCase, untyped, variantsOf } from './surface-case.js'

export const WITH: readonly SurfaceCase[] = [
  ...variantsOf('with', {
    'a query': (db) =>
      db
        .with('rated', db('Account').select('Name').where('Rating__c', '>', 5))
        .select('*')
        .from('rated'),
    'a function': (db) =>
      db
        .with('rated', (query) => query.select('Name').from('Account').where('Rating__c', '>', 5))
        .select('Name')
        .from('rated'),
    'a raw': (db) =>
      db
        .with('rated', db.raw('select "Name" from "Account" where "Rating__c" > ?', [5]))
        .select('Name')
        .from('rated'),
    'names of columns': (db) =>
      db
        .with('rated', ['customer', 'r'], db('Account').select('Name', 'Rating__c'))
        .select('customer')
        .from('rated')
        .where('r', '>', 5),
    'two of them': (db) =>
      db
        .with('a', db('Account').select('Id', 'Name'))
        .with('i', db('Invoice__c').select('Account__c', 'Total__c'))
        .select('a.Name')
        .sum('i.Total__c as total')
        .from('a')
        .join('i', 'i.Account__c', 'a.Id')
        .groupBy('a.Name'),
    'one over the other': (db) =>
      db
        .with('a', db('Account').select('Name', 'Rating__c').where('Active__c', true))
        .with('b', db.select('Name').from('a').where('Rating__c', '>', 5))
        .select('*')
        .from('b'),
    'used twice': (db) =>
      db
        .with('a', db('Account').select('Name', 'Rating__c'))
        .select({ one: 'x.Name', other: 'y.Name' })
        .from('a as x')
        .join('a as y', 'x.Rating__c', '<', 'y.Rating__c'),
    'with bindings on both sides': (db) =>
      db
        .with('a', db('Account').select('Name', 'Rating__c').where('Rating__c', '>', 2))
        .select('Name')
        .from('a')
        .where('Rating__c', '<', 9),
  }),
  ...variantsOf('withMaterialized', {
    'a query': {
      build: (db) => db.withMaterialized('a', db('Account').select('Name')).select('Name').from('a'),
      sqlite: (db) => db.with('a', db('Account').select('Name')).select('Name').from('a'),
    },
    withNotMaterialized: {
      build: (db) => db.withNotMaterialized('a', db('Account').select('Name')).select('Name').from('a'),
      sqlite: (db) => db.with('a', db('Account').select('Name')).select('Name').from('a'),
    },
  }),
  ...variantsOf('withRecursive', {
    'parents of parents': (db) =>
      db
        .withRecursive('up', (query) =>
          query
            .select('Id', 'Name', 'ParentId')
            .from('Account')
            .where('Name', 'Acme 10')
            .unionAll((next) =>
              next
                .select('p.Id', 'p.Name', 'p.ParentId')
                .from('Account as p')
                .join('up', 'up.ParentId', 'p.Id'),
            ),
        )
        .select('Name')
        .from('up'),
    'names of columns': (db) =>
      db
        .withRecursive('n', ['i'], db.raw('select 1 union all select i + 1 from n where i < 5'))
        .select('i')
        .from('n'),
    'with others': (db) =>
      db
        .with('a', db('Account').select('Name').where('Rating__c', '>', 12))
        .withRecursive('n', ['i'], db.raw('select 1 union all select i + 1 from n where i < 3'))
        .select('a.Name', 'n.i')
        .from('a')
        .crossJoin(untyped('n')),
  }),
]
