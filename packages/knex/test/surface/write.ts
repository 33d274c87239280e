import type { Knex } from 'knex'
import type { UpsertOptions } from '../../src/index.js'
import { type Build, type SurfaceCase, untyped, variantsOf } from './surface-case.js'

const rated = (db: Knex) => db('Account').where('Rating__c', '>', 11)

const copyRated = (db: Knex) =>
  db(db.raw('?? (??, ??)', ['Account', 'Name', 'City__c'])).insert(
    rated(db).select(db.raw(`"Name" || ' II'`), 'City__c'),
  )

const copyBest = (db: Knex) =>
  db
    .with('best', rated(db).select('Name'))
    .insert(db.select(db.raw(`"Name" || ' III'`)).from('best'))
    .into(untyped<string>(db.raw('?? (??)', ['Account', 'Name'])))

const lengthOf = (list: readonly unknown[]) => list.length

/** Knex types `upsert` as it is in its other dialects. */
function upsertOf(db: Knex) {
  const builder = untyped<{
    upsert(values: unknown, returning: unknown, options: UpsertOptions): Knex.QueryBuilder
  }>(db('Account'))
  return builder.upsert.bind(builder)
}

/** All that writes. Each runs on records of its own; result and records afterwards are the same in both databases. */
export const WRITES: readonly SurfaceCase[] = [
  ...variantsOf('insert', {
    'an object': (db) => db('Account').insert({ Name: 'New', City__c: 'Oslo' }, ['Name', 'City__c']),
    'an array': (db) => db('Account').insert([{ Name: 'New 1' }, { Name: 'New 2' }], ['Name']),
    'rows with different columns': (db) =>
      db('Account').insert(
        [
          { Name: 'New 1', City__c: 'Oslo' },
          { Name: 'New 2', Rating__c: 4 },
        ],
        ['Name', 'City__c', 'Rating__c'],
      ),
    'a column that is undefined': (db) =>
      db('Account').insert({ Name: 'New', City__c: undefined }, ['Name', 'City__c']),
    'an array of one': (db) =>
      db('Account')
        .insert([{ Name: 'New' }])
        .returning('Name'),
    'values of every kind': (db) =>
      db('Account').insert(
        {
          Name: "O'Neill",
          Rating__c: 12.75,
          Employees__c: 7,
          Since__c: '2020-02-29',
          Active__c: true,
          City__c: null,
        },
        ['Name', 'Rating__c', 'Employees__c', 'Since__c', 'Active__c', 'City__c'],
      ),
    'a Date': (db) =>
      db('Invoice__c').insert({ Name: 'New', Sent__c: new Date('2025-06-01T10:20:30Z') }, [
        'Name',
        'Sent__c',
      ]),
    'a lookup': (db) =>
      db('Invoice__c').insert({ Name: 'New', Account__c: '001000000000003AAA' }, ['Name', 'Account__c']),
    'a raw value': (db) =>
      db('Account').insert({ Name: db.raw('upper(?)', ['new']), Rating__c: db.raw('1 + 1') }, [
        'Name',
        'Rating__c',
      ]),
    'a subquery as value': (db) =>
      db('Account').insert({ Name: 'New', Rating__c: untyped<number>(db('Account').max('Rating__c')) }, [
        'Name',
        'Rating__c',
      ]),
    'returning *': (db) => db('Line__c').insert({ Name: 'New', Amount__c: 5 }).returning('*'),
    "returning('Id')": (db) => db('Account').insert({ Name: 'New' }).returning('Id'),
    'returning an alias': (db) => db('Account').insert({ Name: 'New' }).returning('Name as customer'),
    into: (db) => db.insert({ Name: 'New' }, ['Name']).into('Account'),
    'from a query': {
      build: (db) => copyRated(db).then((ids) => ids.length),
      sqlite: (db) => copyRated(db).then(() => 3),
    },
    'from a query, with returning': {
      build: (db) => copyRated(db).returning(['Name', 'City__c']),
      sqlite: (db) =>
        copyRated(db).then(() => db('Account').select('Name', 'City__c').where('Name', 'like', '% II')),
    },
    'from a query with a CTE': {
      build: (db) => copyBest(db).then((ids) => ids.length),
      sqlite: (db) => copyBest(db).then(() => 3),
    },
    'a name in another case': (db) => db('account').insert({ name: 'New', city__c: 'Oslo' }, ['Name']),
    'an empty array': { build: (db) => db('Account').insert([]), refused: 'The query is empty' },
    'an empty object': {
      build: (db) => db('Account').insert({}),
      refused: 'A new Account must have Name',
    },
    'an unknown column': {
      build: (db) => db('Account').insert({ Nmae: 'New' }),
      refused: 'Account has no column "Nmae"',
    },
    'a read-only column': {
      build: (db) => db('Account').insert({ Name: 'New', CreatedDate: new Date(0) }),
      refused: 'CreatedDate is read-only',
    },
    'a text that is too long': {
      build: (db) => db('Account').insert({ Name: 'x'.repeat(81) }),
      refused: 'A value cannot be written',
    },
  }),
  ...variantsOf('onConflict', {
    'merge, of a record that is there': (db) =>
      db('Account')
        .insert({ Ext__c: 'A-1', Name: 'Changed', City__c: 'Oslo' })
        .onConflict('Ext__c')
        .merge()
        .then(lengthOf),
    'merge, of a new record': (db) =>
      db('Account')
        .insert({ Ext__c: 'A-99', Name: 'New', City__c: 'Oslo' })
        .onConflict('Ext__c')
        .merge()
        .then(lengthOf),
    'merge, of both': (db) =>
      db('Account')
        .insert([
          { Ext__c: 'A-1', Name: 'Changed' },
          { Ext__c: 'A-99', Name: 'New' },
        ])
        .onConflict('Ext__c')
        .merge()
        .returning(['Ext__c', 'Name']),
    'merge, some columns': (db) =>
      db('Account')
        .insert({ Ext__c: 'A-1', Name: 'Changed', City__c: 'Oslo' })
        .onConflict('Ext__c')
        .merge(['City__c'])
        .then(lengthOf),
    'merge, other values': (db) =>
      db('Account')
        .insert({ Ext__c: 'A-1', Name: 'New' })
        .onConflict('Ext__c')
        .merge({ City__c: 'Oslo' })
        .then(lengthOf),
    'merge, with a condition': (db) =>
      db('Account')
        .insert([
          { Ext__c: 'A-1', Name: 'Changed' },
          { Ext__c: 'A-8', Name: 'Changed too' },
        ])
        .onConflict('Ext__c')
        .merge()
        .where('Account.Rating__c', '>', 5)
        .then(() => 'done'),
    'the column in an array': (db) =>
      db('Account').insert({ Ext__c: 'A-1', Name: 'Changed' }).onConflict(['Ext__c']).merge().then(lengthOf),
    'ignore, of a record that is there': (db) =>
      db('Account')
        .insert({ Ext__c: 'A-1', Name: 'Changed' })
        .onConflict('Ext__c')
        .ignore()
        .then(() => 'done'),
    'ignore, of a new record': (db) =>
      db('Account')
        .insert({ Ext__c: 'A-99', Name: 'New' })
        .onConflict('Ext__c')
        .ignore()
        .then(() => 'done'),
    'ignore, of both': (db) =>
      db('Account')
        .insert([
          { Ext__c: 'A-1', Name: 'Changed' },
          { Ext__c: 'A-99', Name: 'New' },
        ])
        .onConflict('Ext__c')
        .ignore()
        .then(() => 'done'),
    'a column that is no external id': {
      build: (db) => db('Account').insert({ Name: 'Acme 01' }).onConflict('Name').merge(),
      refused: 'Account.Name names no record: it is no external id',
    },
    'merge without a column': {
      build: (db) => db('Account').insert({ Ext__c: 'A-1', Name: 'x' }).onConflict().merge(),
      refused: 'Records that are there are found by an external id',
    },
    'without merge or ignore': {
      build: (db) => untyped(db('Account').insert({ Ext__c: 'A-1', Name: 'x' }).onConflict('Ext__c')),
      refused: 'Incomplete onConflict clause',
    },
  }),
  ...variantsOf('upsert', {
    'by an external id': {
      build: (db) => upsertOf(db)({ Ext__c: 'A-1', Name: 'Changed' }, ['Ext__c', 'Name'], { on: 'Ext__c' }),
      sqlite: (db) =>
        db('Account')
          .insert({ Ext__c: 'A-1', Name: 'Changed' }, ['Ext__c', 'Name'])
          .onConflict('Ext__c')
          .merge(),
    },
    'several records': {
      build: (db) =>
        upsertOf(db)(
          [
            { Ext__c: 'A-1', Name: 'Changed' },
            { Ext__c: 'A-99', Name: 'New' },
          ],
          ['Ext__c', 'Name'],
          { on: 'Ext__c' },
        ),
      sqlite: (db) =>
        db('Account')
          .insert(
            [
              { Ext__c: 'A-1', Name: 'Changed' },
              { Ext__c: 'A-99', Name: 'New' },
            ],
            ['Ext__c', 'Name'],
          )
          .onConflict('Ext__c')
          .merge(),
    },
    'without returning': {
      build: (db) =>
        upsertOf(db)({ Ext__c: 'A-1', Name: 'Changed' }, undefined, { on: 'Ext__c' }).then(lengthOf),
      sqlite: (db) =>
        db('Account').insert({ Ext__c: 'A-1', Name: 'Changed' }).onConflict('Ext__c').merge().then(lengthOf),
    },
    'without a key': {
      build: (db) => upsertOf(db)({ Ext__c: 'A-1', Name: 'x' }, undefined, {}),
      refused: 'Records that are there are found by an external id',
    },
    'with a condition': {
      build: (db) =>
        upsertOf(db)({ Ext__c: 'A-1', Name: 'x' }, undefined, { on: 'Ext__c' }).where('Name', 'y'),
      refused: 'where has no effect on upsert',
    },
    'of a query': {
      build: (db) => upsertOf(db)(db('Account').select('Ext__c'), undefined, { on: 'Ext__c' }),
      refused: 'upsert takes records',
    },
  }),
  ...variantsOf('update', {
    'an object': (db) => db('Account').where('Name', 'Acme 01').update({ City__c: 'Oslo', Rating__c: 3 }),
    'column, value': (db) => db('Account').where('Name', 'Acme 01').update('City__c', 'Oslo'),
    'several rows': (db) => db('Account').where('Industry', 'Energy').update({ Employees__c: 1 }),
    'no rows': (db) => db('Account').where('Name', 'nobody').update({ Employees__c: 1 }),
    null: (db) => db('Account').where('Name', 'Acme 01').update({ City__c: null }),
    'a Date': (db) =>
      db('Invoice__c')
        .where('Name', 'INV-001')
        .update({ Sent__c: new Date('2025-06-01T10:20:30Z') }),
    'a raw': (db) => rated(db).update({ Rating__c: db.raw('"Rating__c" + 1') }),
    'a raw with names and values': (db) =>
      rated(db).update({ City__c: db.raw('coalesce(??, ?)', ['City__c', 'nowhere']) }),
    'a ref': (db) => rated(db).update({ Employees__c: db.ref('Employees__c') }),
    'a subquery': (db) =>
      db('Account')
        .where('Name', 'Acme 01')
        .update({ Rating__c: untyped<number>(db('Account').max('Rating__c')) }),
    undefined: (db) =>
      db('Account').where('Name', 'Acme 01').update({ City__c: 'Oslo', Rating__c: undefined }),
    'with returning': (db) =>
      db('Account').where('Name', 'Acme 01').update({ City__c: 'Oslo' }, ['Name', 'City__c']),
    'returning *': (db) => db('Line__c').where('Name', 'L-001').update({ Amount__c: 5 }).returning('*'),
    'where a function': (db) =>
      db('Account')
        .where((query) => query.where('Name', 'Acme 01').orWhere('Name', 'Acme 02'))
        .update({ Employees__c: 99 }),
    whereIn: (db) => db('Account').whereIn('Name', ['Acme 01', 'Acme 02']).update({ Employees__c: 99 }),
    'whereIn a query': (db) =>
      db('Invoice__c')
        .whereIn('Account__c', db('Account').select('Id').where('Industry', 'Retail'))
        .update({ Status__c: 'Void' }),
    whereExists: (db) =>
      db('Account')
        .whereExists(
          db('Invoice__c').whereColumn('Invoice__c.Account__c', 'Account.Id').where('Status__c', 'Void'),
        )
        .update({ City__c: 'Oslo' }),
    'with a CTE': (db) =>
      db
        .with('best', rated(db).select('Id'))
        .from('Account')
        .whereIn('Id', db.select('Id').from('best'))
        .update({ City__c: 'Oslo' }),
    'every record, meant': {
      build: (db) => db('Account').whereRaw('true').update({ City__c: 'Oslo' }),
    },
    'every record, by an option': {
      build: (db) => db('Account').options({ allowUnfilteredWrites: true }).update({ City__c: 'Oslo' }),
    },
    'every record': {
      build: (db) => db('Account').update({ City__c: 'Oslo' }),
      refused: 'UPDATE without WHERE means every record of Account',
    },
    'a join': {
      build: (db) =>
        db('Invoice__c')
          .join('Account', 'Account.Id', 'Invoice__c.Account__c')
          .where('Account.Industry', 'Energy')
          .update({ Status__c: 'Draft' }),
      sqlite: (db) =>
        db('Invoice__c')
          .whereIn('Account__c', db('Account').select('Id').where('Industry', 'Energy'))
          .update({ Status__c: 'Draft' }),
    },
    updateFrom: {
      build: (db) =>
        untyped<Knex.QueryBuilder>(
          untyped<{ updateFrom(name: string): unknown }>(db('Invoice__c')).updateFrom('Account as a'),
        )
          .whereColumn('a.Id', 'Invoice__c.Account__c')
          .where('a.Industry', 'Energy')
          .update({ Status__c: 'Draft' }),
      sqlite: (db) =>
        db('Invoice__c')
          .whereIn('Account__c', db('Account').select('Id').where('Industry', 'Energy'))
          .update({ Status__c: 'Draft' }),
    },
    'a left join': {
      build: (db) =>
        db('Invoice__c')
          .leftJoin('Account', 'Account.Id', 'Invoice__c.Account__c')
          .update({ Status__c: 'Draft' }),
      refused: 'update follows inner joins with conditions',
    },
    'a limit': {
      build: (db) => db('Account').limit(1).update({ City__c: 'Oslo' }),
      refused: 'limit has no effect on update',
    },
    'an order': {
      build: (db) => db('Account').orderBy('Name').update({ City__c: 'Oslo' }),
      refused: 'order has no effect on update',
    },
    nothing: {
      build: (db) => db('Account').where('Name', 'x').update({}),
      refused: 'Empty .update() call detected',
    },
  }),
  ...variantsOf('increment', {
    'a column': (db) => db('Account').where('Name', 'Acme 01').increment('Employees__c'),
    'by a number': (db) => db('Account').where('Name', 'Acme 01').increment('Rating__c', 2.5),
    'an object': (db) => db('Account').where('Name', 'Acme 01').increment({ Employees__c: 3, Rating__c: 1 }),
    'in a chain': (db) =>
      db('Account').where('Name', 'Acme 01').increment('Employees__c', 3).increment('Rating__c', 1),
    'with update': (db) =>
      db('Account').where('Name', 'Acme 01').increment('Employees__c', 3).update({ City__c: 'Oslo' }),
    'of NULL': (db) => db('Account').where('Name', 'Acme 05').increment('Rating__c', 1),
    decrement: (db) => db('Account').where('Name', 'Acme 01').decrement('Employees__c', 3),
    'decrement an object': (db) =>
      db('Account').where('Name', 'Acme 01').decrement({ Employees__c: 3, Rating__c: 1 }),
    clearCounters: (db) =>
      db('Account')
        .where('Name', 'Acme 01')
        .increment('Employees__c', 3)
        .clearCounters()
        .update({ City__c: 'Oslo' }),
  }),
  ...variantsOf('delete', {
    where: (db) => db('Line__c').where('Product__c', 'Pipe').delete(),
    del: (db) => db('Line__c').where('Product__c', 'Pipe').del(),
    'no rows': (db) => db('Line__c').where('Name', 'nothing').delete(),
    whereIn: (db) => db('Line__c').whereIn('Name', ['L-001', 'L-002']).delete(),
    'whereIn a query': (db) =>
      db('Line__c').whereIn('Invoice__c', db('Invoice__c').select('Id').where('Status__c', 'Void')).delete(),
    whereExists: (db) =>
      db('Line__c')
        .whereExists(
          db('Invoice__c as i').whereColumn('i.Id', 'Line__c.Invoice__c').where('i.Status__c', 'Void'),
        )
        .delete(),
    whereNull: (db) => db('Invoice__c').whereNull('Total__c').whereNull('Sent__c').delete(),
    'with returning': {
      build: (db) => db('Line__c').where('Amount__c', '>', 290).delete(['Name', 'Amount__c']),
      sqlite: deletedRows,
    },
    'with a CTE': (db) =>
      db
        .with('some', db('Line__c').select('Id').where('Amount__c', '>', 200))
        .from('Line__c')
        .whereIn('Id', db.select('Id').from('some'))
        .delete(),
    'every record, meant': (db) => db('Line__c').whereRaw('true').delete(),
    'every record': {
      build: (db) => db('Line__c').delete(),
      refused: 'DELETE without WHERE means every record of Line__c',
    },
    'a join': {
      build: (db) =>
        db('Line__c')
          .join('Invoice__c as i', 'i.Id', 'Line__c.Invoice__c')
          .where('i.Status__c', 'Void')
          .delete(),
      sqlite: (db) =>
        db('Line__c')
          .whereIn('Invoice__c', db('Invoice__c').select('Id').where('Status__c', 'Void'))
          .delete(),
    },
    'a join with another operator': {
      build: (db) =>
        db('Account')
          .join('Invoice__c as i', (on) =>
            on.on('i.Account__c', 'Account.Id').andOnVal('i.Total__c', '>', 600),
          )
          .delete(),
      sqlite: (db) =>
        db('Account')
          .whereIn('Id', db('Invoice__c').select('Account__c').where('Total__c', '>', 600))
          .delete(),
    },
    using: {
      build: (db) =>
        untyped<Knex.QueryBuilder>(
          untyped<{ using(name: string): unknown }>(db('Line__c')).using('Invoice__c as i'),
        )
          .whereColumn('i.Id', 'Line__c.Invoice__c')
          .where('i.Status__c', 'Void')
          .delete(),
      sqlite: (db) =>
        db('Line__c')
          .whereIn('Invoice__c', db('Invoice__c').select('Id').where('Status__c', 'Void'))
          .delete(),
    },
    'a left join': {
      build: (db) => db('Line__c').leftJoin('Invoice__c', 'Invoice__c.Id', 'Line__c.Invoice__c').delete(),
      refused: 'delete follows inner joins with conditions',
    },
    'a limit': {
      build: (db) => db('Line__c').where('Name', 'L-001').limit(1).delete(),
      refused: /* before Knex 3.2 ours, then Knex's own */ '',
    },
  }),
  ...variantsOf('truncate', {
    'a table': {
      build: (db) => db('Line__c').truncate(),
      refused: 'truncate would delete every record of "Line__c"',
    },
  }),
  ...variantsOf('batchInsert', {
    'in chunks': (db) =>
      db
        .batchInsert(
          'Account',
          Array.from({ length: 25 }, (_, n) => ({ Name: `Batch ${n}` })),
          10,
        )
        .returning('Name'),
    'without returning': {
      build: (db) =>
        db.batchInsert('Account', [{ Name: 'Batch 1' }, { Name: 'Batch 2' }]).then((ids) => ids.length),
      sqlite: (db) => db.batchInsert('Account', [{ Name: 'Batch 1' }, { Name: 'Batch 2' }]).then(() => 2),
    },
  }),
]

/** Knex's dialect for SQLite forgets the RETURNING of a delete. */
function deletedRows(db: Knex): ReturnType<Build> {
  return db('Line__c')
    .select('Name', 'Amount__c')
    .where('Amount__c', '>', 290)
    .then(async (rows) => {
      await db('Line__c').where('Amount__c', '>', 290).delete()
      return rows
    })
}
