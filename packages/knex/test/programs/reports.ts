import type { Knex } from 'knex'
import type { Count, Programs } from './program.js'

/** What a report asks: sums, ranks, shares, months, ages. */
export const REPORTS: Programs = {
  'turnover by customer': (db) =>
    db('Invoice__c as i')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('i.Status__c', 'Complete')
      .groupBy('a.Name')
      .select('a.Name as customer')
      .sum('i.Total__c as total')
      .orderBy([{ column: 'total', order: 'desc' }, 'customer']),
  'the three largest invoices': async (db) =>
    db('Invoice__c')
      .select('Name', 'Total__c')
      .whereNotNull('Total__c')
      .orderBy('Total__c', 'desc')
      .orderBy('Name')
      .limit(3),
  'open amounts by month': (db) =>
    db('Invoice__c')
      .whereBetween('Due__c', ['2025-01-01', '2025-06-30'])
      .groupBy('Due__c')
      .select('Due__c')
      .sum('Total__c as total')
      .orderBy('Due__c'),
  'customers without invoices': (db) =>
    db('Account as a')
      .leftJoin('Invoice__c as i', 'i.Account__c', 'a.Id')
      .whereNull('i.Id')
      .select('a.Name')
      .orderBy('a.Name', 'desc'),
  'share of each status': async (db) => {
    const { n } = await db('Invoice__c').count({ n: '*' }).first<Count>()
    const rows = await db('Invoice__c')
      .select('Status__c')
      .count({ n: '*' })
      .groupBy('Status__c')
      .orderBy('Status__c')
    return rows.map((row: Count & { readonly Status__c?: string }) => [
      row.Status__c,
      Number(row.n) / Number(n),
    ])
  },
  'the largest invoice of each customer': (db) =>
    db
      .with(
        'ranked',
        db('Invoice__c')
          .select('Account__c', 'Name', 'Total__c')
          .whereNotNull('Total__c')
          .whereNotNull('Account__c')
          .rowNumber('place', (over) =>
            over.partitionBy('Account__c').orderBy('Total__c', 'desc').orderBy('Name'),
          ),
      )
      .select('Account__c', 'Name')
      .from('ranked')
      .where('place', 1)
      .orderBy('Account__c'),
  'invoices above the average of their customer': (db) =>
    db('Invoice__c as i')
      .select('i.Name')
      .where('i.Total__c', '>', (query: Knex.QueryBuilder) =>
        query.avg('j.Total__c').from('Invoice__c as j').whereColumn('j.Account__c', 'i.Account__c'),
      )
      .orderBy('i.Name'),
  'lines by product, small ones together': (db) =>
    db('Line__c')
      .select(db.raw(`case when "Amount__c" < 100 then 'small' else lower("Product__c") end as kind`))
      .count('* as n')
      .groupByRaw('1')
      .orderBy('kind'),
  'a running total': (db) =>
    db('Invoice__c')
      .select('Name', db.raw('sum("Number__c") over (order by "Name") as running'))
      .orderBy('Name')
      .limit(10),
  'customers with more than three invoices': (db) =>
    db('Account as a')
      .join('Invoice__c as i', 'i.Account__c', 'a.Id')
      .groupBy('a.Name')
      .havingRaw('count(*) > ?', [3])
      .select('a.Name')
      .count('i.Id as n')
      .orderBy('a.Name'),
  'the tree of customers': (db) =>
    db
      .withRecursive('tree', (query) =>
        query
          .select('Id', 'Name', db.raw('0 as depth'))
          .from('Account')
          .whereNull('ParentId')
          .unionAll((next) =>
            next
              .select('c.Id', 'c.Name', db.raw('tree.depth + 1'))
              .from('Account as c')
              .join('tree', 'tree.Id', 'c.ParentId'),
          ),
      )
      .select('depth')
      .count('* as n')
      .from('tree')
      .groupBy('depth')
      .orderBy('depth'),
  'average line of each invoice, the top five': (db) =>
    db('Line__c as l')
      .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
      .groupBy('i.Name')
      .select('i.Name')
      .avg('l.Amount__c as mean')
      .orderBy([{ column: 'mean', order: 'desc' }, 'i.Name'])
      .limit(5),
  'how many customers by decade of their rating': (db) =>
    db('Account')
      .select(db.raw('floor("Rating__c" / 5) as band'))
      .count('* as n')
      .whereNotNull('Rating__c')
      .groupByRaw('floor("Rating__c" / 5)')
      .orderBy('band'),
  'minimum, maximum and mean at once': (db) =>
    db('Invoice__c').min('Total__c as least').max('Total__c as most').avg('Total__c as mean').first(),
  'distinct cities, sorted': (db) =>
    db('Account').distinct('City__c').whereNotNull('City__c').orderBy('City__c').pluck('City__c'),
  'count of customers by two keys': (db) =>
    db('Account')
      .select('Industry', 'Active__c')
      .count('* as n')
      .groupBy('Industry', 'Active__c')
      .whereNotNull('Industry')
      .orderBy(['Industry', 'Active__c']),
  'invoices sent before they were due': (db) =>
    db('Invoice__c').whereNotNull('Sent__c').where('Due__c', '>', '2025-04-15').count('* as n').first(),
  'each invoice with its number of lines': (db) =>
    db('Invoice__c as i')
      .select('i.Name', db('Line__c as l').count('*').whereColumn('l.Invoice__c', 'i.Id').as('lines'))
      .orderBy('i.Name')
      .limit(12),
  'invoices and lines in one list': (db) =>
    db('Invoice__c')
      .select('Name', 'Total__c as amount')
      .where('Total__c', '>', 500)
      .unionAll(db('Line__c').select('Name', 'Amount__c as amount').where('Amount__c', '>', 280))
      .orderBy('Name'),
  'customers in both lists': (db) =>
    db('Invoice__c')
      .select('Account__c')
      .where('Status__c', 'Void')
      .intersect(db('Invoice__c').select('Account__c').where('Status__c', 'Complete'))
      .then((rows) => rows.length),
  'customers in one list only': (db) =>
    db('Account')
      .select('Id')
      .except(db('Invoice__c').select('Account__c as Id'))
      .then((rows) => rows.map(({ Id }) => Id).sort()),
  'difference to the one before': (db) =>
    db('Invoice__c')
      .select('Name', db.raw('"Number__c" - lag("Number__c") over (order by "Name") as step'))
      .orderBy('Name')
      .limit(8),
  'median by hand': async (db) => {
    const totals = await db('Invoice__c').whereNotNull('Total__c').orderBy('Total__c').pluck('Total__c')
    return totals[Math.floor(totals.length / 2)]
  },
  'a pivot of statuses': (db) =>
    db('Invoice__c')
      .select('Number__c')
      .select(db.raw(`count(case when "Status__c" = 'Void' then 1 end) as void`))
      .select(db.raw(`count(case when "Status__c" = 'Draft' then 1 end) as draft`))
      .groupBy('Number__c')
      .orderBy('Number__c'),
  'percent of a total, in one query': (db) =>
    db
      .with('t', db('Invoice__c').sum('Total__c as all'))
      .select('i.Name', db.raw('round(i."Total__c" * 100.0 / t."all", 2) as share'))
      .from('Invoice__c as i')
      .crossJoin(db.raw('t'))
      .whereNotNull('i.Total__c')
      .orderBy('i.Name')
      .limit(6),
  'customers by city and industry, cities first': (db) =>
    db('Account')
      .select('City__c', 'Industry')
      .count('* as n')
      .whereNotNull('City__c')
      .whereNotNull('Industry')
      .groupBy('City__c', 'Industry')
      .orderBy(['City__c', 'Industry']),
  'products sold to energy companies': (db) =>
    db('Line__c as l')
      .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('a.Industry', 'Energy')
      .whereNot('l.Product__c', 'pump')
      .distinct('l.Product__c')
      .orderBy('l.Product__c')
      .pluck('l.Product__c'),
  'invoices whose lines add up to more than their total': (db) =>
    db('Invoice__c as i')
      .join('Line__c as l', 'l.Invoice__c', 'i.Id')
      .groupBy('i.Name', 'i.Total__c')
      .havingRaw('sum(l."Amount__c") > i."Total__c"')
      .select('i.Name')
      .orderBy('i.Name'),
  'the second largest rating': (db) =>
    db('Account').max('Rating__c as second').where('Rating__c', '<', db('Account').max('Rating__c')).first(),
  'pairs of customers in one city': (db) =>
    db('Account as a')
      .join('Account as b', (on) => on.on('a.City__c', 'b.City__c').andOn('a.Id', '<', 'b.Id'))
      .count('* as n')
      .first(),
  'months with and without invoices': (db) =>
    db('Invoice__c')
      .select(db.raw(`case when "Due__c" < '2025-06-01' then 'first' else 'second' end as half`))
      .sum('Number__c as n')
      .groupByRaw('1')
      .orderBy('half'),
  'the latest invoice of each status': (db) =>
    db('Invoice__c as i')
      .select('i.Status__c', 'i.Name')
      .whereNotExists(
        db('Invoice__c as later')
          .whereColumn('later.Status__c', 'i.Status__c')
          .whereColumn('later.Name', '>', 'i.Name'),
      )
      .orderBy('i.Status__c'),
  'quartiles of ratings': (db) =>
    db('Account')
      .select('Name', db.raw('ntile(4) over (order by "Rating__c", "Name") as quarter'))
      .whereNotNull('Rating__c')
      .orderBy('quarter')
      .orderBy('Name', 'desc')
      .limit(6),
}
