import type { Programs } from './program.js'

/** The shapes in which results come, and the ways to ask for them. */
export const SHAPES: Programs = {
  'rows are plain objects': async (db) => {
    const [row] = await db('Account').select('Name').orderBy('Name', 'desc').limit(1)
    return { ...row, more: true }
  },
  'first is a row, or undefined': async (db) => [
    typeof (await db('Account').first('Name')),
    typeof (await db('Account').where('Name', 'nobody').first('Name')),
  ],
  'pluck is a list of values': async (db) => [
    await db('Account').where('Name', 'Acme 01').pluck('City__c'),
    await db('Account').where('Name', 'nobody').pluck('City__c'),
  ],
  'no rows are an empty list': (db) => db('Account').where('Name', 'nobody'),
  'update and delete are numbers': async (db) => [
    await db('Account').where('Name', 'nobody').update({ City__c: 'x' }),
    await db('Account').where('Name', 'nobody').delete(),
  ],
  'columns in the order asked for': async (db) => {
    const [row] = await db('Account').select('Rating__c', 'Name', 'City__c').limit(1)
    return Object.keys(row)
  },
  'an alias is the key': async (db) => Object.keys(await db('Account').first('Name as customer')),
  'of two columns with one name the last is seen': async (db) =>
    await db('Invoice__c as i')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('i.Name', 'INV-001')
      .first('i.Name', 'a.Name'),
  'sums are numbers': async (db) => typeof (await db('Invoice__c').sum('Total__c as t').first())?.t,
  'counts are numbers': async (db) => typeof (await db('Invoice__c').count('* as n').first())?.n,
  'a sum of nothing is null': (db) => db('Invoice__c').where('Name', 'none').sum('Total__c as t').first(),
  'a list that is changed is one of its own': async (db) => {
    const query = db('Account').select('Name').orderBy('Name', 'desc').limit(2)
    const rows = await query
    rows.pop()
    return (await query).length
  },
  'toString and toSQL do not run anything': async (db) => {
    const query = db('Account').where('Name', 'Acme 01')
    return [typeof query.toString(), query.toSQL().bindings]
  },
  'bindings stay values': (db) => Promise.resolve(db('Account').where('Name', "x'; drop").toSQL().bindings),
  'a query with a context': (db) =>
    Promise.resolve(db('Account').queryContext({ user: 'amy' }).queryContext()),
  'modify with a list of changes': (db) => {
    const changes = [
      (query: ReturnType<typeof db>) => query.where('Active__c', true),
      (query: ReturnType<typeof db>) => query.orderBy('Name', 'desc'),
    ]
    const query = db('Account').select('Name')
    for (const change of changes) query.modify(change)
    return query.then((rows) => rows)
  },
  'a join of a subquery with a group': (db) => {
    const totals = db('Line__c').select('Invoice__c').sum('Amount__c as lines').groupBy('Invoice__c').as('t')
    return db('Invoice__c as i')
      .join(totals, 't.Invoice__c', 'i.Id')
      .select('i.Name', 't.lines')
      .orderBy('i.Name')
      .limit(5)
      .then((rows) => rows)
  },
  'clear and choose again': (db) =>
    db('Account')
      .select('City__c')
      .clearSelect()
      .select('Name')
      .orderBy('Name', 'desc')
      .limit(2)
      .then((rows) => rows),
  'select from a table without its prefix': (db) =>
    db
      .select('Name')
      .from('Account')
      .orderBy('Name', 'desc')
      .limit(2)
      .then((rows) => rows),
  'distinct with pluck': (db) =>
    db('Invoice__c').distinct('Number__c').orderBy('Number__c').pluck('Number__c'),
  'min of texts and dates': (db) =>
    db('Invoice__c')
      .min('Name as first')
      .max('Due__c as last')
      .first()
      .then((row) => row),
  'between the ends, ends included': (db) =>
    db('Invoice__c')
      .whereBetween('Number__c', [2, 3])
      .count('* as n')
      .first()
      .then((row) => row),
  'an empty list of values': async (db) => [
    await db('Account').whereIn('Name', []).select('Name'),
    (await db('Account').whereNotIn('Name', []).select('Name')).length,
  ],
  'comments in the query': (db) =>
    db('Account')
      .comment('by the report')
      .count('* as n')
      .first()
      .then((row) => row),
  'hasTable and hasColumn': async (db) => [
    await db.schema.hasTable('Account'),
    await db.schema.hasTable('Nothing__c'),
    await db.schema.hasColumn('Account', 'City__c'),
    await db.schema.hasColumn('Account', 'Nothing__c'),
  ],
  'the names of the columns': async (db) => {
    const info = await db('Line__c').columnInfo()
    return Object.keys(info)
      .filter((name) => name.endsWith('__c'))
      .sort()
  },
  'post-processing by a wrapper': async (db) => {
    const upper = async (query: PromiseLike<readonly Record<string, unknown>[]>) =>
      (await query).map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toUpperCase(), value])),
      )
    return await upper(db('Account').select('Name').orderBy('Name', 'desc').limit(1))
  },
}
