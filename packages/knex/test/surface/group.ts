import { type SurfaceCase, untyped, variantsOf } from './surface-case.js'

export const GROUP: readonly SurfaceCase[] = [
  ...variantsOf('groupBy', {
    'a column': (db) => db('Invoice__c').select('Status__c').count('* as n').groupBy('Status__c'),
    'several columns': (db) =>
      db('Invoice__c').select('Status__c', 'Number__c').count('* as n').groupBy('Status__c', 'Number__c'),
    'an array': (db) => db('Invoice__c').select('Status__c').count('* as n').groupBy(['Status__c']),
    'a raw': (db) =>
      db('Account')
        .select(db.raw('lower("City__c") as city'))
        .count('* as n')
        .groupBy(db.raw('lower("City__c")')),
    'a ref': (db) =>
      db('Invoice__c as i').select('i.Status__c').count('* as n').groupBy(db.ref('i.Status__c')),
    'texts that differ in case': (db) =>
      db('Line__c').count('* as n').min('Amount__c as least').groupBy('Product__c'),
    'with an order': (db) =>
      db('Invoice__c')
        .select('Status__c')
        .count('* as n')
        .groupBy('Status__c')
        .orderBy([{ column: 'n', order: 'desc' }, 'Status__c']),
    'a lookup': (db) => db('Invoice__c').select('Account__c').sum('Total__c as total').groupBy('Account__c'),
    'over a join': (db) =>
      db('Invoice__c as i')
        .join('Account as a', 'a.Id', 'i.Account__c')
        .select('a.Industry')
        .sum('i.Total__c as total')
        .groupBy('a.Industry'),
    'a date': (db) => db('Invoice__c').select('Due__c').count('* as n').groupBy('Due__c'),
  }),
  ...variantsOf('groupByRaw', {
    'a text': (db) => db('Invoice__c').select('Status__c').count('* as n').groupByRaw('"Status__c"'),
    'with bindings': (db) =>
      db('Account').count('* as n').groupByRaw('case when "Rating__c" > ? then 1 else 0 end', [5]),
    'a position': (db) => db('Invoice__c').select('Status__c').count('* as n').groupByRaw('1'),
    rollup: {
      build: (db) => db('Invoice__c').select('Status__c').count('* as n').groupByRaw('rollup("Status__c")'),
      sqlite: (db) =>
        db('Invoice__c')
          .select(db.raw('null as "Status__c"'))
          .count('* as n')
          .unionAll(db('Invoice__c').select('Status__c').count('* as n').groupBy('Status__c')),
    },
  }),
  ...variantsOf('having', {
    'column, operator, value': (db) =>
      db('Invoice__c')
        .select('Status__c')
        .count('* as n')
        .groupBy('Status__c')
        .having('Status__c', '=', 'Void'),
    'a raw as column': (db) =>
      db('Invoice__c')
        .select('Status__c')
        .count('* as n')
        .groupBy('Status__c')
        .having(db.raw('count(*)'), '>', 8),
    'a function': (db) =>
      db('Invoice__c')
        .select('Status__c')
        .count('* as n')
        .groupBy('Status__c')
        .having((query) => query.having('Status__c', '=', 'Void').orHaving('Status__c', '=', 'Draft')),
    'two of them': (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .having('Number__c', '>', 1)
        .having('Number__c', '<', 4),
    orHaving: (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .having('Number__c', '<', 1)
        .orHaving('Number__c', '>', 4),
    'a sum of a subquery': (db) =>
      db('Invoice__c')
        .select('Account__c')
        .groupBy('Account__c')
        .having(db.raw('sum("Total__c")'), '>', untyped(db('Invoice__c').avg('Total__c'))),
  }),
  ...variantsOf('havingRaw', {
    'a text': (db) => db('Invoice__c').select('Status__c').groupBy('Status__c').havingRaw('count(*) > 8'),
    'with bindings': (db) =>
      db('Invoice__c').select('Account__c').groupBy('Account__c').havingRaw('sum("Total__c") > ?', [500]),
    orHavingRaw: (db) =>
      db('Invoice__c')
        .select('Status__c')
        .groupBy('Status__c')
        .havingRaw('count(*) > ?', [20])
        .orHavingRaw('max("Total__c") > ?', [600]),
    andHavingRaw: (db) =>
      db('Invoice__c')
        .select('Status__c')
        .groupBy('Status__c')
        .havingRaw('count(*) > ?', [2])
        .havingRaw('count(*) < ?', [20]),
  }),
  ...variantsOf('havingNull', {
    'a column': (db) => db('Account').select('City__c').groupBy('City__c').havingNull('City__c'),
    orHavingNull: (db) =>
      db('Account')
        .select('City__c')
        .groupBy('City__c')
        .having('City__c', '=', 'Leeds')
        .orHavingNull('City__c'),
    havingNotNull: (db) => db('Account').select('City__c').groupBy('City__c').havingNotNull('City__c'),
    orHavingNotNull: (db) =>
      db('Account')
        .select('City__c')
        .groupBy('City__c')
        .having('City__c', '=', 'x')
        .orHavingNotNull('City__c'),
  }),
  ...variantsOf('havingIn', {
    'an array': (db) =>
      db('Invoice__c').select('Status__c').groupBy('Status__c').havingIn('Status__c', ['Void', 'Draft']),
    orHavingIn: (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .having('Number__c', '<', 1)
        .orHavingIn('Number__c', [3, 5]),
    havingNotIn: (db) =>
      db('Invoice__c').select('Status__c').groupBy('Status__c').havingNotIn('Status__c', ['Void']),
    orHavingNotIn: (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .having('Number__c', '<', 1)
        .orHavingNotIn('Number__c', [1, 2, 3]),
  }),
  ...variantsOf('havingBetween', {
    'two numbers': (db) =>
      db('Invoice__c').select('Number__c').groupBy('Number__c').havingBetween('Number__c', [1, 3]),
    orHavingBetween: (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .having('Number__c', '<', 1)
        .orHavingBetween('Number__c', [3, 4]),
    havingNotBetween: (db) =>
      db('Invoice__c').select('Number__c').groupBy('Number__c').havingNotBetween('Number__c', [1, 3]),
    orHavingNotBetween: (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .having('Number__c', '=', 2)
        .orHavingNotBetween('Number__c', [1, 4]),
  }),
  ...variantsOf('havingExists', {
    'a function': (db) =>
      db('Invoice__c as i')
        .select('i.Account__c')
        .groupBy('i.Account__c')
        .havingExists((query) =>
          query
            .select('*')
            .from('Account as a')
            .whereColumn('a.Id', 'i.Account__c')
            .where('a.Rating__c', '>', 4),
        ),
    havingNotExists: (db) =>
      db('Invoice__c as i')
        .select('i.Account__c')
        .groupBy('i.Account__c')
        .havingNotExists((query) =>
          query.select('*').from('Account as a').whereColumn('a.Id', 'i.Account__c'),
        ),
    orHavingExists: (db) =>
      db('Invoice__c as i')
        .select('i.Account__c')
        .groupBy('i.Account__c')
        .havingRaw('count(*) > 100')
        .orHavingExists((query) =>
          query
            .select('*')
            .from('Account as a')
            .whereColumn('a.Id', 'i.Account__c')
            .where('a.Active__c', true),
        ),
    orHavingNotExists: (db) =>
      db('Invoice__c as i')
        .select('i.Account__c')
        .groupBy('i.Account__c')
        .havingRaw('count(*) > 100')
        .orHavingNotExists((query) =>
          query.select('*').from('Account as a').whereColumn('a.Id', 'i.Account__c'),
        ),
  }),
  ...variantsOf('havingWrapped', {
    'a function': (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .havingWrapped((query) => query.having('Number__c', '<', 1).orHaving('Number__c', '>', 4)),
  }),
  ...variantsOf('orderBy', {
    'a column': (db) => db('Account').select('Name').orderBy('Name', 'desc'),
    ascending: (db) => db('Invoice__c').select('Name').orderBy('Name', 'asc'),
    'several calls': (db) => db('Invoice__c').select('Name').orderBy('Status__c').orderBy('Name', 'desc'),
    'an array': (db) => db('Invoice__c').select('Name').orderBy(['Status__c', 'Name']),
    'an array of objects': (db) =>
      db('Invoice__c')
        .select('Name')
        .orderBy([{ column: 'Number__c', order: 'desc' }, { column: 'Name' }]),
    'nulls first': (db) => db('Account').select('Name').orderBy('Rating__c', 'asc', 'first'),
    'nulls last': {
      build: (db) => db('Account').select('Name').orderBy('Rating__c', 'desc', 'last'),
      sqlite: (db) => db('Account').select('Name').orderByRaw('"Rating__c" desc nulls last'),
    },
    'nulls in an object': (db) =>
      db('Account')
        .select('Name')
        .orderBy([{ column: 'Rating__c', order: 'asc', nulls: 'last' }]),
    'an alias': (db) => db('Invoice__c').select('Name as n').orderBy('n', 'desc'),
    'a raw': (db) =>
      db('Invoice__c')
        .select('Name')
        .orderBy(untyped(db.raw('"Number__c" * -1')))
        .orderBy('Name'),
    'a subquery': (db) =>
      db('Invoice__c as i')
        .select('i.Name')
        .orderBy(db('Account as a').select('a.Name').whereColumn('a.Id', 'i.Account__c'), 'desc')
        .orderBy('i.Name')
        .whereNotNull('i.Account__c'),
    'a column that is not selected': (db) =>
      db('Invoice__c').select('Name').orderBy('Due__c').orderBy('Name'),
    'an aggregate': (db) =>
      db('Invoice__c')
        .select('Number__c')
        .groupBy('Number__c')
        .orderBy(untyped(db.raw('count(*)')))
        .orderBy('Number__c'),
    'a direction that is none': (db) => db('Invoice__c').select('Name').orderBy('Name', 'upwards'),
  }),
  ...variantsOf('orderByRaw', {
    'a text': (db) => db('Invoice__c').select('Name').orderByRaw('"Number__c" desc, "Name"'),
    'with bindings': (db) =>
      db('Invoice__c')
        .select('Name')
        .orderByRaw('case when "Status__c" = ? then 0 else 1 end, "Name"', ['Void']),
    'nulls last': (db) => db('Account').select('Name').orderByRaw('"Rating__c" desc nulls last'),
    'a position': (db) => db('Invoice__c').select('Name').orderByRaw('1 desc'),
    'a raw': (db) =>
      db('Invoice__c')
        .select('Name')
        .orderByRaw(untyped(db.raw('?? desc', ['Name']))),
  }),
]
