import type { Knex } from 'knex'
import { type SurfaceCase, untyped, variantsOf } from './surface-case.js'

export const WHERE: readonly SurfaceCase[] = [
  ...variantsOf('where', {
    'column, value': (db) => db('Account').select('Name').where('Name', 'Acme 01'),
    'a text in another case': (db) => db('Account').select('Name').where('Name', 'ACME 03'),
    'a number': (db) => db('Account').select('Name').where('Employees__c', 20),
    'a boolean': (db) => db('Account').select('Name').where('Active__c', true),
    'a date as text': (db) => db('Account').select('Name').where('Since__c', '2011-02-15'),
    'a Date': (db) =>
      db('Invoice__c').select('Name').where('Sent__c', '>=', new Date('2025-03-20T00:00:00Z')),
    null: (db) => db('Account').select('Name').where('City__c', null),
    'a bigint': (db) => db('Account').select('Name').where('Employees__c', untyped(20n)),
    'column, operator, value': (db) => db('Account').select('Name').where('Rating__c', '>', 5),
    '<=': (db) => db('Account').select('Name').where('Rating__c', '<=', 2.5),
    '<>': (db) => db('Account').select('Name').where('Industry', '<>', 'Energy'),
    '!=': (db) => db('Account').select('Name').where('Industry', '!=', 'Energy'),
    like: (db) => db('Account').select('Name').where('Name', 'like', 'Acme 1%'),
    'not like': (db) => db('Account').select('Name').where('Name', 'not like', '%0_'),
    'is null': (db) => db('Account').select('Name').where('City__c', 'is', null),
    'is not null': (db) => db('Account').select('Name').where('City__c', 'is not', null),
    '= null': (db) => db('Account').select('Name').where('City__c', '=', null),
    'in an array': (db) => db('Account').select('Name').where('Industry', 'in', ['Energy', 'Retail']),
    'not in an array': (db) => db('Account').select('Name').where('Industry', 'not in', ['Energy']),
    'between two': (db) => db('Account').select('Name').where('Rating__c', 'between', [2, 6]),
    'an object': (db) => db('Account').select('Name').where({ Industry: 'Energy', Active__c: false }),
    'an object with null': (db) => db('Account').select('Name').where({ City__c: null }),
    'an empty object': (db) => db('Account').select('Name').where({}),
    'a function': (db) =>
      db('Account')
        .select('Name')
        .where((query) => query.where('Industry', 'Energy').orWhere('Industry', 'Retail')),
    'a function with this': (db) =>
      db('Account')
        .select('Name')
        .where(function () {
          this.where('Rating__c', '>', 3).andWhere('Rating__c', '<', 9)
        }),
    'nested functions': (db) =>
      db('Account')
        .select('Name')
        .where('Active__c', true)
        .where((a) =>
          a.where('Rating__c', '>', 9).orWhere((b) => b.where('Rating__c', '<', 4).whereNotNull('City__c')),
        ),
    'a raw': (db) =>
      db('Account')
        .select('Name')
        .where(db.raw('"Rating__c" > ?', [5])),
    'a raw as value': (db) => db('Account').select('Name').where('Rating__c', '>', db.raw('2 + 3')),
    'a ref': (db) =>
      db('Line__c as l').select('l.Name').where('l.Product__c', db.ref('l.Product__c')).limit(90),
    'a subquery': (db) => db('Account').select('Name').where('Rating__c', db('Account').max('Rating__c')),
    'operator and a subquery': (db) =>
      db('Account').select('Name').where('Rating__c', '>', db('Account').avg('Rating__c')),
    'a function as value': (db) =>
      db('Account')
        .select('Name')
        .where('Rating__c', '=', (query: Knex.QueryBuilder) => query.from('Account').min('Rating__c')),
    true: (db) => db('Account').select('Name').where(true),
    false: (db) => db('Account').select('Name').where(false),
    'a text with a quote': (db) => db('Account').select('Name').where('Name', '<>', "O'Neill"),
    'a text with a question mark': (db) => db('Account').select('Name').where('Name', '<>', 'who?'),
    'an Id': (db) => db('Account').select('Name').where('Id', '001000000000004AAA'),
    'a lookup': (db) => db('Invoice__c').select('Name').where('Account__c', '001000000000005AAA'),
    'an operator that is none': {
      build: (db) => db('Account').where('Name', 'sounds like', 'x'),
      refused: 'The operator "sounds like" is not permitted',
    },
    undefined: {
      build: (db) => db('Account').where('Name', untyped(undefined)),
      refused: 'Undefined binding(s) detected',
    },
    'a path over a lookup': {
      build: (db) => db('Invoice__c as i').select('i.Name').where('i.Account__r.Industry', 'Energy'),
      sqlite: (db) =>
        db('Invoice__c as i')
          .join('Account as a', 'a.Id', 'i.Account__c')
          .select('i.Name')
          .where('a.Industry', 'Energy'),
    },
  }),
  ...variantsOf('andWhere', {
    'column, value': (db) =>
      db('Account').select('Name').where('Active__c', true).andWhere('Industry', 'Retail'),
    'column, operator, value': (db) =>
      db('Account').select('Name').where('Rating__c', '>', 2).andWhere('Rating__c', '<', 8),
    'a function': (db) =>
      db('Account')
        .select('Name')
        .where('Active__c', true)
        .andWhere((query) => query.where('Industry', 'Energy').orWhereNull('Industry')),
  }),
  ...variantsOf('orWhere', {
    'column, value': (db) =>
      db('Account').select('Name').where('Industry', 'Energy').orWhere('Industry', 'Retail'),
    'column, operator, value': (db) =>
      db('Account').select('Name').where('Rating__c', '<', 2).orWhere('Rating__c', '>', 10),
    'an object': (db) =>
      db('Account')
        .select('Name')
        .where('Rating__c', '>', 12)
        .orWhere({ Industry: 'Energy', Active__c: false }),
    'a function': (db) =>
      db('Account')
        .select('Name')
        .where('Rating__c', '>', 12)
        .orWhere((query) => query.where('Industry', 'Energy').where('Rating__c', '<', 6)),
    null: (db) => db('Account').select('Name').where('Rating__c', '>', 12).orWhere('City__c', null),
    'a subquery': (db) =>
      db('Account').select('Name').where('Name', 'x').orWhere('Rating__c', db('Account').min('Rating__c')),
  }),
  ...variantsOf('whereNot', {
    'column, value': (db) => db('Account').select('Name').whereNot('Industry', 'Energy'),
    'column, operator, value': (db) => db('Account').select('Name').whereNot('Rating__c', '>', 5),
    'an object': (db) => db('Account').select('Name').whereNot({ Industry: 'Energy', Active__c: true }),
    'a function': (db) =>
      db('Account')
        .select('Name')
        .whereNot((query) => query.where('Industry', 'Energy').orWhere('Rating__c', '>', 8)),
    null: (db) => db('Account').select('Name').whereNot('City__c', null),
    'in a chain': (db) =>
      db('Account').select('Name').where('Active__c', true).not.where('Industry', 'Retail'),
  }),
  ...variantsOf('andWhereNot', {
    'column, value': (db) =>
      db('Account').select('Name').where('Active__c', true).andWhereNot('Industry', 'Retail'),
  }),
  ...variantsOf('orWhereNot', {
    'column, value': (db) =>
      db('Account').select('Name').where('Rating__c', '>', 5).orWhereNot('Industry', 'Energy'),
    'a function': (db) =>
      db('Account')
        .select('Name')
        .where('Name', 'x')
        .orWhereNot((query) => query.where('Rating__c', '<', 4).orWhere('Rating__c', '>', 9)),
    'in a chain': (db) =>
      db('Account').select('Name').where('Rating__c', '>', 12).or.not.where('Active__c', true),
  }),
  ...variantsOf('whereColumn', {
    'two columns': (db) => db('Account').select('Name').whereColumn('Rating__c', 'Employees__c'),
    'with an operator': (db) => db('Account').select('Name').whereColumn('Rating__c', '>', 'Employees__c'),
    orWhereColumn: (db) =>
      db('Account').select('Name').where('Name', 'x').orWhereColumn('Rating__c', '<', 'Employees__c'),
    whereNotColumn: (db) => db('Account').select('Name').whereNotColumn('Rating__c', '<', 'Employees__c'),
    orWhereNotColumn: (db) =>
      db('Account').select('Name').where('Name', 'x').orWhereNotColumn('Rating__c', '<', 'Employees__c'),
  }),
  ...variantsOf('whereRaw', {
    'a text': (db) => db('Account').select('Name').whereRaw('"Rating__c" > 5'),
    'with bindings': (db) => db('Account').select('Name').whereRaw('"Rating__c" between ? and ?', [2, 6]),
    'with names': (db) =>
      db('Account').select('Name').whereRaw(':column: > :least', { column: 'Rating__c', least: 5 }),
    andWhereRaw: (db) =>
      db('Account').select('Name').where('Active__c', true).andWhereRaw('?? > ?', ['Rating__c', 5]),
    orWhereRaw: (db) => db('Account').select('Name').where('Name', 'x').orWhereRaw('"Rating__c" > ?', [10]),
    'a function call': (db) => db('Account').select('Name').whereRaw('lower("City__c") = ?', ['leeds']),
  }),
  ...variantsOf('whereWrapped', {
    'a function': (db) =>
      db('Account')
        .select('Name')
        .whereWrapped((query) => query.where('Industry', 'Energy').orWhere('Industry', 'Retail')),
  }),
  ...variantsOf('whereExists', {
    'a function': (db) =>
      db('Account as a')
        .select('a.Name')
        .whereExists((query) =>
          query.select('*').from('Invoice__c as i').whereColumn('i.Account__c', 'a.Id'),
        ),
    'a query': (db) =>
      db('Account as a')
        .select('a.Name')
        .whereExists(
          db('Invoice__c as i')
            .select('i.Id')
            .whereColumn('i.Account__c', 'a.Id')
            .where('i.Status__c', 'Void'),
        ),
    'a raw': (db) =>
      db('Account as a')
        .select('a.Name')
        .whereExists(untyped(db.raw('select 1 from "Invoice__c" as i where i."Account__c" = a."Id"'))),
    'whereNotExists, a function': (db) =>
      db('Account as a')
        .select('a.Name')
        .whereNotExists((query) =>
          query.select('*').from('Invoice__c as i').whereColumn('i.Account__c', 'a.Id'),
        ),
    'whereNotExists, a query': (db) =>
      db('Invoice__c as i')
        .select('i.Name')
        .whereNotExists(db('Line__c as l').select('l.Id').whereColumn('l.Invoice__c', 'i.Id')),
    orWhereExists: (db) =>
      db('Account as a')
        .select('a.Name')
        .where('a.Rating__c', '>', 12)
        .orWhereExists((query) =>
          query
            .select('*')
            .from('Invoice__c as i')
            .whereColumn('i.Account__c', 'a.Id')
            .where('i.Status__c', 'Void'),
        ),
    orWhereNotExists: (db) =>
      db('Account as a')
        .select('a.Name')
        .where('a.Rating__c', '<', 3)
        .orWhereNotExists((query) =>
          query.select('*').from('Invoice__c as i').whereColumn('i.Account__c', 'a.Id'),
        ),
    'two of them': (db) =>
      db('Account as a')
        .select('a.Name')
        .whereExists(db('Invoice__c as i').whereColumn('i.Account__c', 'a.Id').where('i.Status__c', 'Void'))
        .whereExists(
          db('Invoice__c as i').whereColumn('i.Account__c', 'a.Id').where('i.Status__c', 'Complete'),
        ),
  }),
  ...variantsOf('whereIn', {
    'an array': (db) => db('Account').select('Name').whereIn('Industry', ['Energy', 'Transport']),
    numbers: (db) => db('Account').select('Name').whereIn('Employees__c', [10, 30]),
    Ids: (db) => db('Account').select('Name').whereIn('Id', ['001000000000001AAA', '001000000000003AAA']),
    'an empty array': (db) => db('Account').select('Name').whereIn('Industry', []),
    'one value': (db) => db('Account').select('Name').whereIn('Industry', ['Energy']),
    'with null in it': (db) =>
      db('Account')
        .select('Name')
        .whereIn('Industry', ['Energy', untyped(null)]),
    'a query': (db) =>
      db('Invoice__c')
        .select('Name')
        .whereIn('Account__c', db('Account').select('Id').where('Industry', 'Energy')),
    'a function': (db) =>
      db('Invoice__c')
        .select('Name')
        .whereIn('Account__c', (query) => query.select('Id').from('Account').where('Rating__c', '>', 6)),
    'a raw': (db) =>
      db('Invoice__c')
        .select('Name')
        .whereIn('Account__c', untyped(db.raw('select "Id" from "Account" where "Active__c" = ?', [true]))),
    'several columns': (db) =>
      db('Account')
        .select('Name')
        .whereIn(
          ['Industry', 'City__c'],
          [
            ['Energy', 'Leeds'],
            ['Retail', 'Austin'],
          ],
        ),
    'several columns and a query': (db) =>
      db('Account')
        .select('Name')
        .whereIn(
          ['Industry', 'City__c'],
          db('Account').select('Industry', 'City__c').where('Rating__c', '>', 8),
        ),
    'many values': (db) =>
      db('Invoice__c')
        .select('Name')
        .whereIn(
          'Number__c',
          Array.from({ length: 400 }, (_, n) => n * 2),
        ),
    'whereNotIn, an array': (db) =>
      db('Account').select('Name').whereNotIn('Industry', ['Energy', 'Transport']),
    'whereNotIn, an empty array': (db) => db('Account').select('Name').whereNotIn('Industry', []),
    'whereNotIn, a query': (db) =>
      db('Account')
        .select('Name')
        .whereNotIn('Id', db('Invoice__c').select('Account__c').whereNotNull('Account__c')),
    'whereNotIn, a query with nulls': (db) =>
      db('Account').select('Name').whereNotIn('Id', db('Invoice__c').select('Account__c')),
    'orWhereIn, an array': (db) =>
      db('Account').select('Name').where('Rating__c', '>', 12).orWhereIn('Industry', ['Energy']),
    'orWhereIn, a query': (db) =>
      db('Account')
        .select('Name')
        .where('Name', 'x')
        .orWhereIn('Id', db('Invoice__c').select('Account__c').where('Status__c', 'Void')),
    'orWhereNotIn, an array': (db) =>
      db('Account').select('Name').where('Rating__c', '>', 12).orWhereNotIn('Industry', ['Energy', 'Retail']),
    'orWhereNotIn, a function': (db) =>
      db('Account')
        .select('Name')
        .where('Name', 'x')
        .orWhereNotIn('Id', (query) =>
          query.from('Invoice__c').select('Account__c').whereNotNull('Account__c'),
        ),
  }),
  ...variantsOf('whereNull', {
    'a column': (db) => db('Account').select('Name').whereNull('City__c'),
    'a date': (db) => db('Account').select('Name').whereNull('Since__c'),
    'a lookup': (db) => db('Account').select('Name').whereNull('ParentId'),
    orWhereNull: (db) => db('Account').select('Name').where('Rating__c', '>', 10).orWhereNull('City__c'),
    whereNotNull: (db) => db('Account').select('Name').whereNotNull('City__c'),
    orWhereNotNull: (db) => db('Account').select('Name').where('Name', 'x').orWhereNotNull('ParentId'),
    'in a chain': (db) => db('Account').select('Name').whereNull('City__c').whereNotNull('Industry'),
  }),
  ...variantsOf('whereBetween', {
    numbers: (db) => db('Account').select('Name').whereBetween('Rating__c', [2, 6]),
    dates: (db) => db('Invoice__c').select('Name').whereBetween('Due__c', ['2025-02-01', '2025-04-30']),
    texts: (db) => db('Account').select('Name').whereBetween('Name', ['Acme 02', 'Acme 06']),
    subqueries: (db) =>
      db('Account')
        .select('Name')
        .whereBetween('Rating__c', [
          untyped(db('Account').min('Rating__c')),
          untyped(db('Account').avg('Rating__c')),
        ]),
    andWhereBetween: (db) =>
      db('Account').select('Name').where('Active__c', true).andWhereBetween('Rating__c', [2, 8]),
    orWhereBetween: (db) =>
      db('Account').select('Name').where('Name', 'x').orWhereBetween('Rating__c', [2, 6]),
    whereNotBetween: (db) => db('Account').select('Name').whereNotBetween('Rating__c', [2, 6]),
    andWhereNotBetween: (db) =>
      db('Account').select('Name').where('Active__c', true).andWhereNotBetween('Rating__c', [2, 6]),
    orWhereNotBetween: (db) =>
      db('Account').select('Name').where('Name', 'x').orWhereNotBetween('Rating__c', [2, 6]),
  }),
  ...variantsOf('whereLike', {
    'a prefix': (db) => db('Account').select('Name').whereLike('Name', 'Acme 0%'),
    'another case': (db) => db('Account').select('Name').whereLike('Name', 'ACME 0%'),
    'one character': (db) => db('Account').select('Name').whereLike('Name', 'Acme _1'),
    inside: (db) => db('Account').select('Name').whereLike('City__c', '%ee%'),
    andWhereLike: (db) =>
      db('Account').select('Name').where('Active__c', true).andWhereLike('Name', 'Acme 0%'),
    orWhereLike: (db) => db('Account').select('Name').where('Name', 'x').orWhereLike('City__c', 'Aus%'),
    'whereNot.whereLike': (db) => db('Account').select('Name').not.whereLike('Name', 'Acme 0%'),
  }),
  ...variantsOf('whereILike', {
    'a prefix': (db) => db('Account').select('Name').whereILike('Name', 'acme 0%'),
    andWhereILike: (db) =>
      db('Account').select('Name').where('Active__c', true).andWhereILike('Name', 'ACME 0%'),
    orWhereILike: (db) => db('Account').select('Name').where('Name', 'x').orWhereILike('City__c', 'aus%'),
  }),
  ...variantsOf('whereJsonPath', {
    'a text': (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.kind', '=', 'goods'),
    'a number': (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.size', '>', 2),
    'in an array': (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.tags[0]', '=', 't1'),
    'a path that is not there': (db) =>
      db('Line__c').select('Name').whereJsonPath('Data__c', '$.none', '=', 'x'),
    andWhereJsonPath: (db) =>
      db('Line__c')
        .select('Name')
        .where('Product__c', 'Pipe')
        .andWhereJsonPath('Data__c', '$.kind', '=', 'work'),
    orWhereJsonPath: (db) =>
      db('Line__c').select('Name').where('Product__c', 'Pipe').orWhereJsonPath('Data__c', '$.size', '=', 3),
    'a wildcard': {
      build: (db) => db('Line__c').whereJsonPath('Data__c', '$.tags[*]', '=', 'x'),
      refused: '"$.tags[*]" is no path',
    },
  }),
  ...variantsOf('whereJsonObject', {
    'an object': {
      build: (db) =>
        db('Line__c')
          .select('Name')
          .whereJsonObject('Data__c', { kind: 'goods', size: 0, tags: ['t0'] }),
      sqlite: (db) =>
        db('Line__c').select('Name').where('Data__c', '{"kind":"goods","size":0,"tags":["t0"]}'),
    },
    whereNotJsonObject: {
      build: (db) =>
        db('Line__c')
          .select('Name')
          .whereNotJsonObject('Data__c', { kind: 'goods', size: 0, tags: ['t0'] }),
      sqlite: (db) =>
        db('Line__c').select('Name').whereNot('Data__c', '{"kind":"goods","size":0,"tags":["t0"]}'),
    },
    orWhereJsonObject: {
      build: (db) =>
        db('Line__c')
          .select('Name')
          .where('Name', 'x')
          .orWhereJsonObject('Data__c', { kind: 'goods', size: 0, tags: ['t0'] }),
      sqlite: (db) =>
        db('Line__c').select('Name').where('Data__c', '{"kind":"goods","size":0,"tags":["t0"]}'),
    },
  }),
  ...variantsOf('whereJsonSupersetOf', {
    'an object': {
      build: (db) => db('Line__c').select('Name').whereJsonSupersetOf('Data__c', { kind: 'goods' }),
      sqlite: (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.kind', '=', 'goods'),
    },
    'a text of JSON': {
      build: (db) => db('Line__c').select('Name').whereJsonSupersetOf('Data__c', '{"size":3}'),
      sqlite: (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.size', '=', 3),
    },
    whereJsonNotSupersetOf: {
      build: (db) => db('Line__c').select('Name').whereJsonNotSupersetOf('Data__c', { kind: 'goods' }),
      sqlite: (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.kind', '<>', 'goods'),
    },
    orWhereJsonSupersetOf: {
      build: (db) =>
        db('Line__c').select('Name').where('Name', 'x').orWhereJsonSupersetOf('Data__c', { size: 3 }),
      sqlite: (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.size', '=', 3),
    },
    orWhereJsonNotSupersetOf: {
      build: (db) =>
        db('Line__c').select('Name').where('Name', 'x').orWhereJsonNotSupersetOf('Data__c', { size: 3 }),
      sqlite: (db) => db('Line__c').select('Name').whereJsonPath('Data__c', '$.size', '<>', 3),
    },
  }),
  ...variantsOf('whereJsonSubsetOf', {
    'an object': {
      build: (db) =>
        db('Line__c')
          .select('Name')
          .whereJsonSubsetOf('Data__c', { kind: 'goods', size: 0, tags: ['t0', 't9'], more: 1 }),
      sqlite: (db) =>
        db('Line__c').select('Name').where('Data__c', '{"kind":"goods","size":0,"tags":["t0"]}'),
    },
    whereJsonNotSubsetOf: {
      build: (db) =>
        db('Line__c')
          .select('Name')
          .whereJsonNotSubsetOf('Data__c', { kind: 'goods', size: 0, tags: ['t0'] }),
      sqlite: (db) =>
        db('Line__c').select('Name').whereNot('Data__c', '{"kind":"goods","size":0,"tags":["t0"]}'),
    },
  }),
]
