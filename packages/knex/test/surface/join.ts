import type { Knex } from 'knex'
import { type Build, type SurfaceCase, untyped, variantsOf } from './surface-case.js'

/** Invoices with the names of their accounts, by one kind of join. */
function names(join: (query: Knex.QueryBuilder) => Knex.QueryBuilder): Build {
  return (db) => join(db('Invoice__c as i').select({ invoice: 'i.Name', customer: 'a.Name' }))
}

export const JOIN: readonly SurfaceCase[] = [
  ...variantsOf('join', {
    'table, column, column': names((q) => q.join('Account as a', 'i.Account__c', 'a.Id')),
    'table, column, operator, column': names((q) => q.join('Account as a', 'i.Account__c', '=', 'a.Id')),
    'another operator': names((q) => q.join('Account as a', 'i.Number__c', '<', 'a.Rating__c')),
    'an object': names((q) => q.join('Account as a', { 'i.Account__c': 'a.Id' })),
    'an object of two': names((q) =>
      q.join('Account as a', { 'i.Account__c': 'a.Id', 'i.Number__c': 'a.Employees__c' }),
    ),
    'a table as an object': names((q) => q.join({ a: 'Account' }, 'i.Account__c', 'a.Id')),
    'a function': names((q) => q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id'))),
    'a function with this': names((q) =>
      q.join('Account as a', function () {
        this.on('i.Account__c', '=', 'a.Id').andOn('i.Number__c', '<', 'a.Rating__c')
      }),
    ),
    'on … orOn': names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').orOn('i.Number__c', 'a.Employees__c')),
    ),
    'on with a function': names((q) =>
      q.join('Account as a', (on) =>
        on
          .on('i.Account__c', 'a.Id')
          .andOn((inner) =>
            inner.on('i.Number__c', '>', 'a.Rating__c').orOn('i.Number__c', '=', 'a.Employees__c'),
          ),
      ),
    ),
    'on with an object': names((q) => q.join('Account as a', (on) => on.on({ 'i.Account__c': 'a.Id' }))),
    'on with a raw': (db) =>
      db('Invoice__c as i')
        .select({ invoice: 'i.Name', customer: 'a.Name' })
        .join('Account as a', (on) => on.on(db.raw('?? = ??', ['i.Account__c', 'a.Id']))),
    'a raw as condition': (db) =>
      db('Invoice__c as i')
        .select({ invoice: 'i.Name', customer: 'a.Name' })
        .join('Account as a', untyped(db.raw('i."Account__c" = a."Id" and i."Number__c" > 2'))),
    'a raw as value': (db) =>
      db('Invoice__c as i')
        .select('i.Name')
        .join('Account as a', 'i.Number__c', '=', untyped(db.raw('a."Employees__c" / 10'))),
    onVal: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').andOnVal('a.Industry', 'Energy')),
    ),
    'onVal with an operator': names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').andOnVal('a.Rating__c', '>', 5)),
    ),
    orOnVal: names((q) =>
      q.join('Account as a', (on) => on.onVal('a.Name', 'Acme 01').orOnVal('a.Name', 'Acme 02')),
    ),
    onIn: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').onIn('a.Industry', ['Energy', 'Retail'])),
    ),
    onNotIn: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').onNotIn('a.Industry', ['Energy'])),
    ),
    orOnIn: names((q) =>
      q.join('Account as a', (on) => on.on('i.Number__c', 'a.Employees__c').orOnIn('a.Name', ['Acme 04'])),
    ),
    orOnNotIn: names((q) =>
      q.join('Account as a', (on) =>
        on.on('i.Account__c', 'a.Id').orOnNotIn('a.Industry', ['Energy', 'Retail', 'Transport']),
      ),
    ),
    onNull: names((q) => q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').onNull('a.City__c'))),
    onNotNull: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').onNotNull('a.City__c')),
    ),
    orOnNull: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').orOnNull('i.Account__c')),
    ),
    orOnNotNull: names((q) =>
      q.join('Account as a', (on) => on.onVal('a.Name', 'Acme 01').orOnNotNull('a.ParentId')),
    ),
    onBetween: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').onBetween('a.Rating__c', [2, 8])),
    ),
    onNotBetween: names((q) =>
      q.join('Account as a', (on) => on.on('i.Account__c', 'a.Id').onNotBetween('a.Rating__c', [2, 8])),
    ),
    orOnBetween: names((q) =>
      q.join('Account as a', (on) => on.onVal('a.Name', 'Acme 01').orOnBetween('a.Rating__c', [2, 4])),
    ),
    orOnNotBetween: names((q) =>
      q.join('Account as a', (on) => on.onVal('a.Name', 'Acme 01').orOnNotBetween('a.Rating__c', [1, 12])),
    ),
    onExists: names((q) =>
      q.join('Account as a', (on) =>
        on.on('i.Account__c', 'a.Id').onExists(function () {
          this.select('*').from('Line__c as l').whereColumn('l.Invoice__c', 'i.Id')
        }),
      ),
    ),
    onNotExists: names((q) =>
      q.join('Account as a', (on) =>
        on.on('i.Account__c', 'a.Id').onNotExists(function () {
          this.select('*').from('Line__c as l').whereColumn('l.Invoice__c', 'i.Id')
        }),
      ),
    ),
    using: (db) =>
      db
        .select('x.Name')
        .from(db('Account').select('Name', 'Industry').as('x'))
        .join(db('Account').select('Industry').where('Rating__c', '>', 10).as('y'), (on) =>
          on.using('Industry'),
        ),
    'using several': (db) =>
      db
        .select('x.Name')
        .from(db('Account').select('Name', 'Industry', 'City__c').as('x'))
        .join(db('Account').select('Industry', 'City__c').as('y'), (on) => on.using(['Industry', 'City__c'])),
    onJsonPathEquals: (db) =>
      db('Line__c as l')
        .join('Line__c as m', (on) =>
          on
            .onJsonPathEquals('l.Data__c', '$.size', 'm.Data__c', '$.size')
            .on('l.Invoice__c', 'm.Invoice__c'),
        )
        .select({ one: 'l.Name', other: 'm.Name' }),
    'a subquery': (db) =>
      db('Account as a')
        .join(
          db('Invoice__c').select('Account__c').sum('Total__c as total').groupBy('Account__c').as('s'),
          's.Account__c',
          'a.Id',
        )
        .select('a.Name', 's.total'),
    'a function as table': (db) =>
      db('Account as a')
        .join(
          function () {
            this.select('Account__c').from('Invoice__c').where('Status__c', 'Void').as('v')
          },
          'v.Account__c',
          'a.Id',
        )
        .select('a.Name'),
    'a table with itself': (db) =>
      db('Account as child')
        .join('Account as parent', 'parent.Id', 'child.ParentId')
        .select({ child: 'child.Name', parent: 'parent.Name' }),
    'three tables': (db) =>
      db('Line__c as l')
        .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
        .join('Account as a', 'a.Id', 'i.Account__c')
        .select({ line: 'l.Name', invoice: 'i.Name', customer: 'a.Name' }),
    'with conditions': (db) =>
      db('Line__c as l')
        .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
        .where('i.Status__c', 'Complete')
        .andWhere('l.Amount__c', '>', 100)
        .select('l.Name'),
  }),
  ...variantsOf('innerJoin', {
    'table, column, column': names((q) => q.innerJoin('Account as a', 'i.Account__c', 'a.Id')),
    'a function': names((q) => q.innerJoin('Account as a', (on) => on.on('i.Account__c', 'a.Id'))),
    'an object': names((q) => q.innerJoin('Account as a', { 'i.Account__c': 'a.Id' })),
  }),
  ...variantsOf('leftJoin', {
    'table, column, column': names((q) => q.leftJoin('Account as a', 'i.Account__c', 'a.Id')),
    'a function': names((q) =>
      q.leftJoin('Account as a', (on) => on.on('i.Account__c', 'a.Id').andOnVal('a.Industry', 'Energy')),
    ),
    'the rows without': names((q) => q.leftJoin('Account as a', 'i.Account__c', 'a.Id').whereNull('a.Id')),
    'an object': names((q) => q.leftJoin('Account as a', { 'i.Account__c': 'a.Id' })),
    'two of them': (db) =>
      db('Invoice__c as i')
        .leftJoin('Account as a', 'a.Id', 'i.Account__c')
        .leftJoin('Account as p', 'p.Id', 'a.ParentId')
        .select({ invoice: 'i.Name', parent: 'p.Name' }),
    'children counted': (db) =>
      db('Account as a')
        .leftJoin('Invoice__c as i', 'i.Account__c', 'a.Id')
        .select('a.Name')
        .count('i.Id as n')
        .groupBy('a.Id', 'a.Name'),
  }),
  ...variantsOf('leftOuterJoin', {
    'table, column, column': names((q) => q.leftOuterJoin('Account as a', 'i.Account__c', 'a.Id')),
    'a function': names((q) => q.leftOuterJoin('Account as a', (on) => on.on('i.Account__c', 'a.Id'))),
  }),
  ...variantsOf('rightJoin', {
    'table, column, column': names((q) => q.rightJoin('Account as a', 'i.Account__c', 'a.Id')),
    'a function': names((q) =>
      q.rightJoin('Account as a', (on) => on.on('i.Account__c', 'a.Id').andOnVal('i.Status__c', 'Void')),
    ),
  }),
  ...variantsOf('rightOuterJoin', {
    'table, column, column': names((q) => q.rightOuterJoin('Account as a', 'i.Account__c', 'a.Id')),
  }),
  ...variantsOf('outerJoin', {
    'table, column, column': {
      build: names((q) => q.fullOuterJoin('Account as a', 'i.Account__c', 'a.Id')),
    },
  }),
  ...variantsOf('fullOuterJoin', {
    'table, column, column': names((q) => q.fullOuterJoin('Account as a', 'i.Account__c', 'a.Id')),
    'a function': names((q) =>
      q.fullOuterJoin('Account as a', (on) => on.on('i.Account__c', 'a.Id').andOnVal('i.Status__c', 'Void')),
    ),
  }),
  ...variantsOf('crossJoin', {
    'a table': (db) =>
      db('Account as a')
        .crossJoin(untyped('Account as b'))
        .select({ one: 'a.Name', other: 'b.Name' })
        .where('a.Rating__c', '>', 11),
    'a subquery': (db) =>
      db('Account as a')
        .crossJoin(untyped(db('Invoice__c').max('Total__c as most').as('m')))
        .select('a.Name', 'm.most'),
  }),
  ...variantsOf('joinRaw', {
    'a text': (db) =>
      db('Invoice__c as i').joinRaw('join "Account" as a on a."Id" = i."Account__c"').select('i.Name'),
    'with bindings': (db) =>
      db('Invoice__c as i')
        .joinRaw('left join "Account" as a on a."Id" = i."Account__c" and a."Industry" = ?', ['Energy'])
        .select({ invoice: 'i.Name', customer: 'a.Name' }),
    'natural join': (db) =>
      db
        .from(db('Account').select('Industry', 'Name').as('x'))
        .joinRaw('natural join (select distinct "Industry" from "Account" where "Rating__c" > 9) as y')
        .select('x.Name'),
    'a raw': (db) =>
      db('Invoice__c as i')
        .joinRaw(untyped(db.raw('join ?? as ?? on a."Id" = i."Account__c"', ['Account', 'a'])))
        .select('i.Name'),
  }),
]
