import type { Count, Programs } from './program.js'

/** What a service asks: one record, a page, a search, related records. */
export const LOOKUPS: Programs = {
  'a record by its Id': (db) => db('Account').where('Id', '001000000000003AAA').first('Name', 'City__c'),
  'a record that is not there': async (db) =>
    (await db('Account').where('Id', '001000000000099AAA').first()) ?? 'none',
  'a record by an external id': (db) => db('Account').where({ Ext__c: 'A-4' }).first('Name'),
  'whether something is there': async (db) =>
    (await db('Invoice__c').where('Status__c', 'Void').select('Id').limit(1)).length > 0,
  'the names of some Ids, in the order of the Ids': async (db) => {
    const ids = ['001000000000005AAA', '001000000000002AAA']
    const rows = await db('Account').whereIn('Id', ids).select('Id', 'Name')
    return ids.map((id) => rows.find((row) => row.Id === id)?.Name)
  },
  'page by page': async (db) => {
    const pages: number[] = []
    for (let page = 0; page < 4; page++) {
      const rows = await db('Invoice__c')
        .select('Name')
        .orderBy('Name')
        .limit(15)
        .offset(page * 15)
      pages.push(rows.length)
    }
    return pages
  },
  'page by the last name seen': async (db) => {
    const seen: string[] = []
    let last = ''
    for (;;) {
      const rows = await db('Invoice__c').select('Name').where('Name', '>', last).orderBy('Name').limit(12)
      if (rows.length === 0) return seen
      last = rows[rows.length - 1]?.Name
      seen.push(last)
    }
  },
  'rows and their number': async (db) => {
    const query = db('Invoice__c').where('Status__c', 'Complete')
    const { n } = await query.clone().count({ n: '*' }).first<Count>()
    const rows = await query.clone().select('Name').orderBy('Name').limit(5)
    return { n, rows }
  },
  'a search over two columns': (db) => {
    const term = '%e%'
    return db('Account')
      .select('Name')
      .where((query) => query.whereILike('City__c', term).orWhereILike('Industry', term))
      .orderBy('Name', 'desc')
  },
  'optional conditions': async (db) => {
    const find = (filter: { readonly city?: string; readonly least?: number }) =>
      db('Account')
        .select('Name')
        .modify((query) => {
          if (filter.city !== undefined) query.where('City__c', filter.city)
          if (filter.least !== undefined) query.where('Rating__c', '>=', filter.least)
        })
        .orderBy('Name', 'desc')
    return [
      await find({}),
      await find({ city: 'Leeds' }),
      await find({ least: 6 }),
      await find({ city: 'Leeds', least: 6 }),
    ]
  },
  'parents, then their children': async (db) => {
    const accounts = await db('Account')
      .select('Id', 'Name')
      .where('Industry', 'Retail')
      .orderBy('Name', 'desc')
    const invoices = await db('Invoice__c')
      .select('Name', 'Account__c')
      .whereIn(
        'Account__c',
        accounts.map(({ Id }) => Id),
      )
      .orderBy('Name')
    return accounts.map(({ Id, Name }) => ({
      Name,
      invoices: invoices.filter(({ Account__c }) => Account__c === Id).map((invoice) => invoice.Name),
    }))
  },
  'children with their parents': (db) =>
    db('Line__c as l')
      .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
      .leftJoin('Account as a', 'a.Id', 'i.Account__c')
      .select({ line: 'l.Name', invoice: 'i.Name', customer: 'a.Name' })
      .orderBy('l.Name')
      .limit(20),
  'several questions at once': (db) =>
    Promise.all([
      db('Account').count({ n: '*' }).first(),
      db('Invoice__c').count({ n: '*' }).first(),
      db('Line__c').count({ n: '*' }).first(),
    ]),
  'thirty questions at once': async (db) => {
    const counts = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        db('Invoice__c')
          .where('Number__c', n % 6)
          .count({ n: '*' })
          .first(),
      ),
    )
    return counts.map((row) => row?.n)
  },
  'names as an object by Id': async (db) => {
    const rows = await db('Account').select('Id', 'Name').whereIn('Name', ['Acme 01', 'Acme 02'])
    return Object.fromEntries(rows.map(({ Id, Name }) => [Id, Name]))
  },
  'the first of a group by hand': async (db) => {
    const rows = await db('Invoice__c').select('Status__c', 'Name').orderBy(['Status__c', 'Name'])
    const first = new Map<string, string>()
    for (const { Status__c, Name } of rows) if (!first.has(Status__c)) first.set(Status__c, Name)
    return [...first]
  },
  'a query built in steps': async (db) => {
    const query = db('Account').select('Name')
    query.where('Active__c', true)
    query.andWhere('Rating__c', '>', 2)
    query.orderBy('Name', 'desc')
    return await query
  },
  'a query run twice': async (db) => {
    const query = db('Account').select('Name').orderBy('Name', 'desc').limit(2)
    return [await query, await query]
  },
  'a subquery used twice': async (db) => {
    const energetic = db('Account').select('Id').where('Industry', 'Energy')
    const invoices = await db('Invoice__c').whereIn('Account__c', energetic).count({ n: '*' }).first()
    const others = await db('Invoice__c').whereNotIn('Account__c', energetic).count({ n: '*' }).first()
    return [invoices, others]
  },
  'a table chosen at run time': async (db) => {
    const sizes: unknown[] = []
    for (const table of ['Account', 'Invoice__c', 'Line__c'])
      sizes.push(await db(table).count({ n: '*' }).first())
    return sizes
  },
  'columns chosen at run time': async (db) => {
    const columns = ['Name', 'City__c']
    return await db('Account').select(columns).orderBy('Name', 'desc').limit(3)
  },
  'an order chosen at run time': async (db) => {
    const order = [
      { column: 'Status__c', order: 'desc' },
      { column: 'Name', order: 'asc' },
    ]
    return await db('Invoice__c').select('Name').orderBy(order).limit(6)
  },
  'a condition as an object made at run time': async (db) => {
    const condition: Record<string, unknown> = { Industry: 'Energy' }
    condition.Active__c = false
    return await db('Account').select('Name').where(condition).orderBy('Name', 'desc')
  },
  'a raw query with a named value': async (db) => {
    const result: unknown = await db.raw(
      'select "Name" from "Account" where "Industry" = :industry order by "Name" desc',
      {
        industry: 'Retail',
      },
    )
    return Array.isArray(result) ? result : (result as { readonly rows: unknown }).rows
  },
  'a raw query with a named column': async (db) => {
    const result: unknown = await db.raw('select :column: from :table: order by 1 desc', {
      column: 'Name',
      table: 'Account',
    })
    return Array.isArray(result) ? result : (result as { readonly rows: unknown }).rows
  },
  'a callback': (db) =>
    new Promise((resolve, reject) => {
      db('Account')
        .count({ n: '*' })
        .first()
        .asCallback((error: unknown, row: unknown) => (error ? reject(error) : resolve(row)))
    }),
  'then and finally': async (db) => {
    const steps: string[] = []
    const n = await db('Account')
      .select('Name')
      .then((rows) => {
        steps.push('then')
        return rows.length
      })
      .finally(() => steps.push('finally'))
    return [n, steps]
  },
  'a mistake is caught': (db) =>
    db('Account')
      .select('Nothing__c')
      .then(() => 'no mistake')
      .catch(() => 'caught'),
  'a mistake does not spoil what follows': async (db) => {
    await db('Nothing__c').catch(() => undefined)
    return await db('Account').count({ n: '*' }).first()
  },
  'whereIn with more values than one condition holds': async (db) => {
    const ids = Array.from({ length: 700 }, (_, n) => `001000000000${String(n).padStart(3, '0')}AAA`)
    return (await db('Account').whereIn('Id', ids).select('Name')).length
  },
  'dates as Date and as text': async (db) => {
    const moment = new Date('2025-03-10T08:30:00Z')
    const later = await db('Invoice__c').where('Sent__c', '>', moment).count({ n: '*' }).first()
    const same = await db('Invoice__c').where('Sent__c', moment).select('Name').orderBy('Name')
    const day = await db('Invoice__c').where('Due__c', '2025-03-15').select('Name').orderBy('Name')
    return [later, same, day]
  },
  'NULL in conditions': async (db) => [
    await db('Account').whereNull('City__c').count({ n: '*' }).first(),
    await db('Account').whereNot('City__c', 'Leeds').count({ n: '*' }).first(),
    await db('Account').whereNotIn('City__c', ['Leeds', 'Austin']).count({ n: '*' }).first(),
    await db('Account').where('City__c', '<>', 'Leeds').orWhereNull('City__c').count({ n: '*' }).first(),
  ],
  'numbers, booleans and texts as they were': (db) =>
    db('Account')
      .where('Name', 'Acme 04')
      .first('Name', 'Rating__c', 'Employees__c', 'Active__c', 'Since__c', 'Ext__c'),
  'text with wildcards in it': async (db) => [
    await db('Account').where('Name', 'like', '%\\_%').count({ n: '*' }).first(),
    await db('Account').where('Name', 'Acme%').count({ n: '*' }).first(),
  ],
  'aliases with spaces and dots': (db) =>
    db('Account').select({ 'the name': 'Name', CITY: 'City__c' }).orderBy('Name', 'desc').limit(2),
}
