import { type SurfaceCase, untyped, variantsOf } from './surface-case.js'

export const JSON_AND_RAW: readonly SurfaceCase[] = [
  ...variantsOf('jsonExtract', {
    'column, path, alias': (db) => db('Line__c').select('Name').jsonExtract('Data__c', '$.kind', 'kind'),
    'a number': (db) => db('Line__c').select('Name').jsonExtract('Data__c', '$.size', 'size'),
    'in an array': (db) => db('Line__c').select('Name').jsonExtract('Data__c', '$.tags[0]', 'tag'),
    several: (db) =>
      db('Line__c')
        .select('Name')
        .jsonExtract([
          ['Data__c', '$.kind', 'kind'],
          ['Data__c', '$.size', 'size'],
        ]),
    'a path that is not there': (db) =>
      db('Line__c').select('Name').jsonExtract('Data__c', '$.none.at.all', 'x'),
    'a wildcard': {
      build: (db) => db('Line__c').jsonExtract('Data__c', '$.tags[*]', 'x'),
      refused: '"$.tags[*]" is no path',
    },
  }),
  ...variantsOf('jsonSet', {
    'column, path, value': {
      build: (db) => db('Line__c').jsonSet('Data__c', '$.size', '7', 'x'),
      refused: 'jsonSet has no counterpart',
    },
    jsonInsert: {
      build: (db) => db('Line__c').jsonInsert('Data__c', '$.size', '7', 'x'),
      refused: 'jsonInsert has no counterpart',
    },
    jsonRemove: {
      build: (db) => db('Line__c').jsonRemove('Data__c', '$.size', 'x'),
      refused: 'jsonRemove has no counterpart',
    },
  }),
  ...variantsOf('ref', {
    'a column': (db) => db('Account').select(db.ref('Account.Name')),
    as: (db) => db('Account').select(db.ref('Name').as('customer')),
    'in where': (db) => db('Account').select('Name').where('Rating__c', '>', db.ref('Employees__c')),
    'in a raw': (db) => db('Account').select(db.raw('lower(?) as small', [db.ref('Name')])),
  }),
  ...variantsOf('raw', {
    'as a value': (db) => db('Account').select(db.raw('1 + 1 as two')).limit(1),
    'names with ??': (db) => db('Account').select(db.raw('??', ['Name'])),
    'names and values': (db) => db('Account').select('Name').whereRaw('?? = ?', ['Industry', 'Energy']),
    'an object of both': (db) =>
      db('Account').select('Name').whereRaw(':c: = :v', { c: 'Industry', v: 'Energy' }),
    'a query as binding': (db) =>
      db('Account')
        .select('Name')
        .whereRaw('"Rating__c" > (?)', [db('Account').avg('Rating__c')]),
    wrap: (db) => db('Account').select('Name').where(db.raw('"Rating__c" > 5').wrap('(', ')')),
    'an escaped question mark': (db) => db('Account').select('Name').whereRaw(`"Name" <> 'who\\?'`),
    'in an array of values': (db) =>
      db('Account')
        .select('Name')
        .whereIn('Employees__c', untyped([db.raw('5 + 5'), 20])),
    coalesce: (db) => db('Account').select(db.raw('coalesce(??, ?) as city', ['City__c', 'nowhere'])),
    'an array in IN (?)': {
      build: (db) =>
        db('Account')
          .select('Name')
          .whereRaw('"Industry" in (?)', [untyped<string>(['Energy', 'Retail'])]),
      sqlite: (db) => db('Account').select('Name').whereIn('Industry', ['Energy', 'Retail']),
    },
    'an array elsewhere': {
      build: (db) => db('Account').whereRaw('"Industry" = ?', [untyped<string>(['Energy'])]),
      refused: 'An array can only stand in a list: IN (?) or = ANY (?)',
    },
    'fewer bindings than question marks': {
      build: (db) => db('Account').whereRaw('"Name" = ? or "Name" = ?', ['x']),
      refused: 'Expected 1 bindings, saw 2',
    },
  }),
  ...variantsOf('fn', {
    'now()': (db) => db('Invoice__c').select('Name').where('Sent__c', '<', db.fn.now()).limit(0),
  }),
]
