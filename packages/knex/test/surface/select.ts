import type { Knex } from 'knex'
import { type SurfaceCase, untyped, variantsOf } from './surface-case.js'

export const SELECT: readonly SurfaceCase[] = [
  ...variantsOf('select', {
    nothing: (db) => db('Account').select(),
    "'*'": (db) => db('Account').select('*'),
    'a column': (db) => db('Account').select('Name'),
    'several columns': (db) => db('Account').select('Name', 'City__c', 'Rating__c'),
    'an array': (db) => db('Account').select(['Name', 'Rating__c']),
    'an array and a column, which Knex drops': (db) => db('Account').select(['Name'], 'Rating__c'),
    "'column as alias'": (db) => db('Account').select('Name as customer', 'City__c AS town'),
    'an object of aliases': (db) => db('Account').select({ customer: 'Name', town: 'City__c' }),
    'table.column': (db) => db('Account').select('Account.Name'),
    'table.*': (db) =>
      db('Account').innerJoin('Invoice__c', 'Invoice__c.Account__c', 'Account.Id').select('Invoice__c.*'),
    'alias.column': (db) => db('Account as a').select('a.Name', 'a.Rating__c as r'),
    'a raw': (db) => db('Account').select(db.raw('upper(??) as big', ['Name'])),
    'a raw with a binding': (db) => db('Account').select('Name', db.raw('? as fixed', ['x'])),
    'arithmetic in a raw': (db) => db('Account').select('Name', db.raw('"Rating__c" * 2 + 1 as more')),
    'a case in a raw': (db) =>
      db('Account').select(db.raw(`case when "Rating__c" > ? then 'high' else 'low' end as grade`, [5])),
    'a subquery': (db) =>
      db('Account as a').select(
        'a.Name',
        db('Invoice__c as i').count('*').whereRaw('?? = ??', ['i.Account__c', 'a.Id']).as('invoices'),
      ),
    'a function': (db) =>
      db('Account as a').select('a.Name', function (this: Knex.QueryBuilder) {
        this.max('i.Total__c').from('Invoice__c as i').whereColumn('i.Account__c', 'a.Id').as('largest')
      }),
    'an object with a subquery': (db) =>
      db('Account as a').select({
        name: 'a.Name',
        invoices: db('Invoice__c as i').count('*').whereColumn('i.Account__c', 'a.Id'),
      }),
    'a ref': (db) => db('Account').select(db.ref('Name').as('customer')),
    'twice, which adds up': (db) => db('Account').select('Name').select('City__c'),
    'the same column twice': (db) => db('Account').select('Name', 'Name'),
    'a name with a quote in its alias': (db) => db('Account').select({ 'the "name"': 'Name' }),
    'an alias that is a keyword': (db) => db('Account').select({ order: 'Name', select: 'City__c' }),
    'without a table': (db) => db.select(db.raw('1 as one')),
    'values without a table': {
      build: (db) => db.select(db.raw('?::integer as two', [2]), db.raw("'x' as x")),
      sqlite: (db) => db.select(db.raw('2 as two'), db.raw("'x' as x")),
    },
  }),
  ...variantsOf('column', {
    'a column': (db) => db('Account').column('Name'),
    'columns and aliases': (db) => db('Account').column('Name', { town: 'City__c' }),
  }),
  ...variantsOf('columns', {
    'an array': (db) => db('Account').columns(['Name', 'City__c']),
    'with select': (db) => db('Account').columns('Name').select('City__c'),
    'an object': (db) => db.columns({ customer: 'Name' }).from('Account'),
  }),
  ...variantsOf('distinct', {
    'a column': (db) => db('Account').distinct('Industry'),
    'several columns': (db) => db('Account').distinct('Industry', 'City__c'),
    'an array': (db) => db('Account').distinct(['Industry', 'City__c']),
    nothing: (db) => db('Invoice__c').select('Status__c').distinct(),
    'texts that differ in case': (db) => db('Line__c').distinct(db.raw('lower("Product__c") as p')),
    'with an order': (db) => db('Invoice__c').distinct('Number__c').orderBy('Number__c', 'desc'),
    'an alias': (db) => db('Invoice__c').distinct('Status__c as s'),
    'in a subquery': (db) =>
      db('Account').select('Name').whereIn('Id', db('Invoice__c').distinct('Account__c')),
  }),
  ...variantsOf('distinctOn', {
    'a column': {
      build: (db) =>
        db('Invoice__c').distinctOn('Status__c').select('Status__c', 'Name').orderBy(['Status__c', 'Name']),
      sqlite: (db) =>
        db('Invoice__c').select('Status__c').min('Name as Name').groupBy('Status__c').orderBy('Status__c'),
    },
    'several columns': {
      build: (db) =>
        db('Invoice__c')
          .distinctOn('Status__c', 'Number__c')
          .select('Status__c', 'Number__c', 'Name')
          .orderBy(['Status__c', 'Number__c', 'Name']),
      sqlite: (db) =>
        db('Invoice__c')
          .select('Status__c', 'Number__c')
          .min('Name as Name')
          .groupBy('Status__c', 'Number__c')
          .orderBy(['Status__c', 'Number__c']),
    },
    'an array': {
      build: (db) =>
        db('Invoice__c')
          .distinctOn(['Status__c'])
          .select('Name')
          .orderBy('Status__c')
          .orderBy('Name', 'desc'),
      sqlite: (db) => db('Invoice__c').max('Name as Name').groupBy('Status__c').orderBy('Status__c'),
    },
  }),
  ...variantsOf('from', {
    'a table': (db) => db.select('Name').from('Account'),
    'an alias': (db) => db.select('a.Name').from('Account as a'),
    'an object': (db) => db.select('a.Name').from({ a: 'Account' }),
    'two tables': (db) =>
      db
        .select({ a: 'a.Name', i: 'i.Name' })
        .from({ a: 'Account', i: 'Invoice__c' })
        .whereColumn('a.Id', 'i.Account__c'),
    'a subquery': (db) =>
      db.select('x.Name').from(db('Account').select('Name').where('Rating__c', '>', 5).as('x')),
    'an object with a subquery': (db) =>
      db.select('x.Name').from(untyped<string>({ x: db('Account').select('Name') })),
    'a function': (db) =>
      db
        .sum('t.Total__c as total')
        .from(
          untyped<string>((query: Knex.QueryBuilder) =>
            query.from('Invoice__c').select('Total__c').where('Status__c', 'Complete').as('t'),
          ),
        ),
    'a raw': (db) => db.select('Name').from(db.raw('??', ['Account'])),
    'a subquery in a subquery': (db) =>
      db
        .count('* as n')
        .from(db.select('Name').from(db('Account').select('Name', 'City__c').as('inner')).as('outer')),
    'an aggregate over groups': (db) =>
      db
        .max('g.n as most')
        .from(db('Invoice__c').select('Account__c').count('* as n').groupBy('Account__c').as('g')),
  }),
  ...variantsOf('fromRaw', {
    'a text': (db) => db.select('Name').fromRaw(untyped<Knex.Raw>('"Account"')),
    'with bindings': (db) => db.select('x.Name').fromRaw(...untyped<[Knex.Raw]>(['?? as x', ['Account']])),
    'a subquery': (db) =>
      db
        .select('x.n')
        .fromRaw(
          ...untyped<[Knex.Raw]>(['(select count(*) as n from "Account" where "Rating__c" > ?) as x', [3]]),
        ),
  }),
  ...variantsOf('fromJS', {
    'an object of clauses': (db) =>
      db.queryBuilder().fromJS({ select: ['Name'], from: 'Account', limit: 3, orderBy: 'Name' }),
  }),
  ...variantsOf('table', { 'a table': (db) => db.table('Account').select('Name') }),
  ...variantsOf('into', { 'a table': (db) => db.select('Name').into('Account') }),
  ...variantsOf('queryBuilder', {
    'from and select': (db) => db.queryBuilder().from('Account').select('Name'),
  }),
  ...variantsOf('withSchema', {
    org: {
      build: (db) => db.withSchema('org').select('Name').from('Account'),
      sqlite: (db) => db.select('Name').from('Account'),
    },
    'in a join': {
      build: (db) =>
        db
          .withSchema('org')
          .select('a.Name')
          .from('Account as a')
          .join('Invoice__c as i', 'i.Account__c', 'a.Id'),
      sqlite: (db) =>
        db.select('a.Name').from('Account as a').join('Invoice__c as i', 'i.Account__c', 'a.Id'),
    },
  }),
  ...variantsOf('as', {
    'of a subquery in a join': (db) =>
      db('Account as a')
        .join(
          db('Invoice__c').select('Account__c').count('* as n').groupBy('Account__c').as('i'),
          'i.Account__c',
          'a.Id',
        )
        .select('a.Name', 'i.n'),
  }),
  ...variantsOf('first', {
    nothing: (db) => db('Account').select('Name').orderBy('Name', 'desc').first(),
    columns: (db) => db('Account').orderBy('Name', 'desc').first('Name', 'City__c'),
    'an array': (db) => db('Account').orderBy('Name', 'desc').first(['Name']),
    'of no rows': (db) => db('Account').where('Name', 'nobody').first('Name'),
    'an aggregate': (db) => db('Account').count('* as n').first(),
    'with an offset': (db) => db('Account').orderBy('Name', 'desc').offset(2).first('Name'),
  }),
  ...variantsOf('pluck', {
    'a column': (db) => db('Account').pluck('Name'),
    'table.column': (db) => db('Account as a').pluck('a.Name'),
    'with an order and a limit': (db) => db('Account').orderBy('Name', 'desc').limit(3).pluck('Name'),
    'of no rows': (db) => db('Account').where('Name', 'nobody').pluck('Name'),
    distinct: (db) => db('Account').distinct().pluck('Industry'),
    'an Id': (db) => db('Account').pluck('Id'),
  }),
  ...variantsOf('limit', {
    'a number': (db) => db('Account').select('Name').orderBy('Name', 'desc').limit(3),
    zero: (db) => db('Account').select('Name').limit(0),
    'more than there are': (db) => db('Account').select('Name').limit(1000),
    'without a binding': (db) =>
      db('Account').select('Name').orderBy('Name', 'desc').limit(2, { skipBinding: true }),
    'in a subquery': (db) =>
      db('Invoice__c')
        .select('Name')
        .whereIn('Account__c', db('Account').select('Id').orderBy('Name', 'desc').limit(2)),
    'a text that is a number': (db) =>
      db('Account').select('Name').orderBy('Name', 'desc').limit(untyped('4')),
  }),
  ...variantsOf('offset', {
    'with a limit': (db) => db('Account').select('Name').orderBy('Name', 'desc').limit(3).offset(4),
    alone: (db) => db('Account').select('Name').orderBy('Name', 'desc').offset(9),
    zero: (db) => db('Account').select('Name').orderBy('Name', 'desc').offset(0).limit(1),
    'beyond the end': (db) => db('Account').select('Name').orderBy('Name', 'desc').offset(100).limit(5),
    'without a binding': (db) =>
      db('Account').select('Name').orderBy('Name', 'desc').limit(2).offset(1, { skipBinding: true }),
    'a raw': (db) =>
      db('Account')
        .select('Name')
        .orderBy('Name', 'desc')
        .limit(2)
        .offset(untyped(db.raw('2'))),
  }),
  ...variantsOf('hintComment', {
    'a hint of ours': {
      build: (db) => db('Account').select('Name').hintComment('TRANSPORT(rest)'),
      sqlite: (db) => db('Account').select('Name'),
    },
    'several hints': {
      build: (db) => db('Account').select('Name').hintComment(['TRANSPORT(rest)', 'ALL_ROWS']),
      sqlite: (db) => db('Account').select('Name'),
    },
  }),
  ...variantsOf('comment', {
    'a comment': (db) => db('Account').select('Name').comment('for the report'),
    'two comments': (db) => db('Account').select('Name').comment('one').comment('two'),
  }),
  ...variantsOf('modify', {
    'a function': (db) =>
      db('Account')
        .select('Name')
        .modify((query) => query.where('Rating__c', '>', 5)),
    'with arguments': (db) =>
      db('Account')
        .select('Name')
        .modify((query, least: number) => query.where('Rating__c', '>', least), 7),
    'that does nothing': (db) =>
      db('Account')
        .select('Name')
        .modify(() => undefined),
  }),
  ...variantsOf('clone', {
    'of a query': (db) => db('Account').select('Name').where('Rating__c', '>', 5).clone(),
    'then changed': (db) => {
      const all = db('Account').select('Name')
      const some = all.clone().where('Rating__c', '>', 5)
      return some.orderBy('Name', 'desc')
    },
    'the original unchanged': (db) => {
      const all = db('Account').select('Name')
      all.clone().where('Rating__c', '>', 5)
      return all
    },
  }),
  ...variantsOf('clear…', {
    clearSelect: (db) => db('Account').select('City__c').clearSelect().select('Name'),
    clearWhere: (db) => db('Account').select('Name').where('Name', 'x').clearWhere(),
    clearOrder: (db) =>
      db('Account').select('Name').orderBy('Rating__c').clearOrder().orderBy('Name', 'desc'),
    clearGroup: (db) => db('Account').select('Name').groupBy('Industry').clearGroup(),
    clearHaving: (db) =>
      db('Invoice__c')
        .select('Status__c')
        .count('* as n')
        .groupBy('Status__c')
        .having('Status__c', '>', 'x')
        .clearHaving(),
    "clear('limit')": (db) => db('Account').select('Name').limit(1).clear('limit'),
    "clear('with')": (db) =>
      db.with('x', db('Account').select('Id')).select('Name').from('Account').clear('with'),
    "clear('join')": (db) =>
      db('Account')
        .select('Account.Name')
        .join('Invoice__c', 'Invoice__c.Account__c', 'Account.Id')
        .clear('join'),
    "clear('union')": (db) => db('Account').select('Name').union(db('Line__c').select('Name')).clear('union'),
    "clear('offset')": (db) =>
      db('Account').select('Name').orderBy('Name', 'desc').limit(2).offset(3).clear('offset'),
  }),
  ...variantsOf('timeout', {
    'long enough': (db) => db('Account').select('Name').timeout(60_000),
    'with cancel': {
      build: (db) => db('Account').select('Name').timeout(60_000, { cancel: true }),
      sqlite: (db) => db('Account').select('Name'),
    },
  }),
  ...variantsOf('options', {
    'an AbortSignal': (db) => db('Account').select('Name').options({ signal: new AbortController().signal }),
  }),
  ...variantsOf('for update', {
    forUpdate: { build: (db) => db('Account').forUpdate(), refused: 'forUpdate has nothing to lock' },
    'forUpdate with tables': {
      build: (db) => db('Account').forUpdate('Account'),
      refused: 'forUpdate has nothing to lock',
    },
    forShare: { build: (db) => db('Account').forShare(), refused: 'forShare has nothing to lock' },
    forNoKeyUpdate: {
      build: (db) => db('Account').forNoKeyUpdate(),
      refused: 'forNoKeyUpdate has nothing to lock',
    },
    forKeyShare: { build: (db) => db('Account').forKeyShare(), refused: 'forKeyShare has nothing to lock' },
    skipLocked: {
      build: (db) => db('Account').forUpdate().skipLocked(),
      refused: 'forUpdate has nothing to lock',
    },
    noWait: { build: (db) => db('Account').forUpdate().noWait(), refused: 'forUpdate has nothing to lock' },
  }),
]
