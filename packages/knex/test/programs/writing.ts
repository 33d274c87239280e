import type { Knex } from 'knex'
import type { Programs } from './program.js'

const names = (db: Knex, like: string) =>
  db('Account').where('Name', 'like', like).orderBy('Name').pluck('Name')

const state = (db: Knex) =>
  db('Account').select('Name', 'City__c', 'Employees__c').where('Name', 'like', 'New%').orderBy('Name')

/** What services write: records one by one and in bulk, in transactions, with what belongs to them. */
export const WRITING: Programs = {
  'insert, read back': async (db) => {
    await db('Account').insert({ Name: 'New', City__c: 'Oslo' })
    return await state(db)
  },
  'insert, read back by the Id that was returned': async (db) => {
    const [row] = await db('Account').insert({ Name: 'New' }).returning('Id')
    return await db('Account').where('Id', row.Id).first('Name')
  },
  'insert a parent and its children': async (db) => {
    const [account] = await db('Account').insert({ Name: 'New' }).returning('Id')
    await db('Invoice__c').insert([
      { Name: 'NEW-1', Account__c: account.Id },
      { Name: 'NEW-2', Account__c: account.Id },
    ])
    return await db('Invoice__c as i')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('a.Name', 'New')
      .orderBy('i.Name')
      .select('i.Name')
  },
  'insert many': async (db) => {
    await db('Account').insert(
      Array.from({ length: 250 }, (_, n) => ({ Name: `New ${n}`, Employees__c: n % 7 })),
    )
    return await db('Account')
      .where('Name', 'like', 'New%')
      .sum('Employees__c as sum')
      .count('* as n')
      .first()
  },
  'insert what another table says': async (db) => {
    const rows = await db('Account')
      .where('Industry', 'Retail')
      .select('Name', 'City__c')
      .orderBy('Name', 'desc')
    await db('Account').insert(rows.map((row) => ({ ...row, Name: `New ${row.Name}` })))
    return await state(db)
  },
  'insert values of every kind, read them back': async (db) => {
    await db('Invoice__c').insert({
      Name: 'NEW',
      Total__c: 12.5,
      Number__c: 3,
      Due__c: '2025-12-31',
      Sent__c: new Date('2025-12-30T23:59:59Z'),
    })
    return await db('Invoice__c').where('Name', 'NEW').first('Total__c', 'Number__c', 'Due__c', 'Sent__c')
  },
  'insert text of every kind': async (db) => {
    const texts = [
      "O'Neill",
      'a "quoted" one',
      'back\\slash',
      'umlaut äöü',
      'emoji 🚀',
      '100%',
      'a?b',
      ' blanks within ',
    ]
    await db('Line__c').insert(texts.map((text, n) => ({ Name: `NEW-${n}`, Product__c: text.trim() })))
    return await db('Line__c').where('Name', 'like', 'NEW-%').orderBy('Name').pluck('Product__c')
  },
  'update one record': async (db) => {
    const n = await db('Account').where('Name', 'Acme 01').update({ City__c: 'Oslo' })
    return [n, await db('Account').where('Name', 'Acme 01').first('City__c')]
  },
  'update by Id': async (db) => {
    const account = await db('Account').where('Name', 'Acme 02').first('Id')
    await db('Account').where('Id', account.Id).update({ City__c: 'Oslo', Rating__c: 1 })
    return await db('Account').where('Id', account.Id).first('City__c', 'Rating__c')
  },
  'update what a condition finds': async (db) => {
    const n = await db('Invoice__c')
      .where('Status__c', 'Draft')
      .where('Number__c', '<', 4)
      .update({ Status__c: 'Complete' })
    return [
      n,
      await db('Invoice__c').select('Status__c').count('* as n').groupBy('Status__c').orderBy('Status__c'),
    ]
  },
  'update by what a subquery says': async (db) => {
    const n = await db('Line__c')
      .whereIn('Invoice__c', db('Invoice__c').select('Id').where('Status__c', 'Void'))
      .update({ Product__c: 'void' })
    return [n, await db('Line__c').where('Product__c', 'void').count('* as n').first()]
  },
  'a column from others': async (db) => {
    await db('Account')
      .where('Rating__c', '>', 5)
      .update({ Employees__c: db.raw('"Employees__c" * 2 + 1') })
    return await db('Account')
      .where('Rating__c', '>', 5)
      .orderBy('Name', 'desc')
      .select('Name', 'Employees__c')
  },
  'counting up': async (db) => {
    for (let n = 0; n < 3; n++) await db('Account').where('Name', 'Acme 01').increment('Employees__c', 2)
    await db('Account').where('Name', 'Acme 01').decrement('Employees__c')
    return await db('Account').where('Name', 'Acme 01').first('Employees__c')
  },
  'an update that finds nothing': async (db) => [
    await db('Account').where('Name', 'nobody').update({ City__c: 'Oslo' }),
    await db('Account').where('City__c', 'Oslo').count('* as n').first(),
  ],
  'an update to NULL': async (db) => {
    await db('Account').where('City__c', 'Leeds').update({ City__c: null })
    return await db('Account').whereNull('City__c').count('* as n').first()
  },
  'insert or update by hand': async (db) => {
    const save = async (name: string, city: string) => {
      const found = await db('Account').where('Name', name).first('Id')
      if (found === undefined) await db('Account').insert({ Name: name, City__c: city })
      else await db('Account').where('Id', found.Id).update({ City__c: city })
    }
    await save('Acme 01', 'Oslo')
    await save('New', 'Bergen')
    return await db('Account')
      .whereIn('City__c', ['Oslo', 'Bergen'])
      .orderBy('Name')
      .select('Name', 'City__c')
  },
  'insert or update by external id': async (db) => {
    const rows = [
      { Ext__c: 'A-1', Name: 'New one' },
      { Ext__c: 'A-77', Name: 'New two' },
    ]
    await db('Account').insert(rows).onConflict('Ext__c').merge()
    return await db('Account').where('Name', 'like', 'New%').orderBy('Name').select('Ext__c', 'Name')
  },
  'the same load twice': async (db) => {
    const rows = Array.from({ length: 20 }, (_, n) => ({ Ext__c: `L-${n}`, Name: `New ${n}` }))
    await db('Account').insert(rows).onConflict('Ext__c').merge()
    await db('Account').insert(rows).onConflict('Ext__c').merge()
    return await db('Account').where('Name', 'like', 'New%').count('* as n').first()
  },
  'only what is not there yet': async (db) => {
    await db('Account')
      .insert([
        { Ext__c: 'A-1', Name: 'New one' },
        { Ext__c: 'A-77', Name: 'New two' },
      ])
      .onConflict('Ext__c')
      .ignore()
    return await names(db, 'New%')
  },
  'delete one': async (db) => {
    const n = await db('Line__c').where('Name', 'L-001').delete()
    return [n, await db('Line__c').count('* as n').first()]
  },
  'delete what a condition finds': async (db) => {
    const n = await db('Line__c').where('Amount__c', '<', 50).del()
    return [n, await db('Line__c').min('Amount__c as least').first()]
  },
  'delete children, then their parent': async (db) => {
    const invoice = await db('Invoice__c').where('Name', 'INV-007').first('Id')
    const lines = await db('Line__c').where('Invoice__c', invoice.Id).delete()
    const invoices = await db('Invoice__c').where('Id', invoice.Id).delete()
    return [lines, invoices]
  },
  'delete what has no children': async (db) => {
    const n = await db('Invoice__c')
      .whereNotExists(db('Line__c').whereColumn('Line__c.Invoice__c', 'Invoice__c.Id'))
      .delete()
    return [n, await db('Invoice__c').count('* as n').first()]
  },
  'delete and insert again': async (db) => {
    const row = await db('Line__c').where('Name', 'L-002').first('Name', 'Product__c', 'Amount__c')
    await db('Line__c').where('Name', 'L-002').delete()
    await db('Line__c').insert(row)
    return await db('Line__c').where('Name', 'L-002').first('Name', 'Product__c', 'Amount__c')
  },
  'a batch': async (db) => {
    await db.batchInsert(
      'Account',
      Array.from({ length: 45 }, (_, n) => ({ Name: `New ${n}` })),
      20,
    )
    return await db('Account').where('Name', 'like', 'New%').count('* as n').first()
  },
  'a batch within a transaction': async (db) => {
    await db.transaction(async (trx) => {
      await db.batchInsert('Account', [{ Name: 'New 1' }, { Name: 'New 2' }], 1).transacting(trx)
      await trx('Account').insert({ Name: 'New 3' })
    })
    return await names(db, 'New%')
  },
  'a transaction that commits': async (db) => {
    await db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New 1' })
      await trx('Account').insert({ Name: 'New 2' })
    })
    return await names(db, 'New%')
  },
  'a transaction that fails': async (db) => {
    const message = await db
      .transaction(async (trx) => {
        await trx('Account').insert({ Name: 'New 1' })
        throw new Error('changed my mind')
      })
      .catch((error: Error) => error.message)
    return [message, await names(db, 'New%')]
  },
  'a transaction that gives a value': (db) =>
    db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New' })
      return { done: true, list: [1, 2, 3] }
    }),
  'a transaction that gives the new Id': async (db) => {
    const id = await db.transaction(async (trx) => {
      const [row] = await trx('Account').insert({ Name: 'New' }).returning('Id')
      return row.Id
    })
    return await db('Account').where('Id', id).first('Name')
  },
  'a transaction of a parent and its children': async (db) => {
    await db.transaction(async (trx) => {
      const [account] = await trx('Account').insert({ Name: 'New' }).returning('Id')
      await trx('Invoice__c').insert({ Name: 'NEW-1', Account__c: account.Id, Total__c: 10 })
      await trx('Invoice__c').insert({ Name: 'NEW-2', Account__c: account.Id, Total__c: 20 })
    })
    return await db('Invoice__c as i')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('a.Name', 'New')
      .sum('i.Total__c as total')
      .first()
  },
  'three levels in a transaction': async (db) => {
    await db.transaction(async (trx) => {
      const [account] = await trx('Account').insert({ Name: 'New' }).returning('Id')
      const [invoice] = await trx('Invoice__c')
        .insert({ Name: 'NEW-1', Account__c: account.Id })
        .returning('Id')
      await trx('Line__c').insert([
        { Name: 'NL-1', Invoice__c: invoice.Id, Amount__c: 1 },
        { Name: 'NL-2', Invoice__c: invoice.Id, Amount__c: 2 },
      ])
    })
    return await db('Line__c as l')
      .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('a.Name', 'New')
      .orderBy('l.Name')
      .select('l.Name', 'i.Name as invoice', 'a.Name as customer')
  },
  'inserts, updates and deletes in a transaction': async (db) => {
    await db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New' })
      await trx('Account').where('Name', 'Acme 01').update({ City__c: 'Oslo' })
      await trx('Line__c').where('Name', 'L-001').delete()
    })
    return [
      await names(db, 'New%'),
      await db('Account').where('City__c', 'Oslo').pluck('Name'),
      await db('Line__c').count('* as n').first(),
    ]
  },
  'a transaction ended by hand': async (db) => {
    const trx = await db.transaction()
    await trx('Account').insert({ Name: 'New' })
    const before = trx.isCompleted()
    await trx.commit()
    return [before, trx.isCompleted(), await names(db, 'New%')]
  },
  'a transaction rolled back by hand': async (db) => {
    const trx = await db.transaction()
    await trx('Account').insert({ Name: 'New' })
    await trx.rollback()
    return [trx.isCompleted(), await names(db, 'New%')]
  },
  'a transaction in a transaction': async (db) => {
    await db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New 1' })
      await trx.transaction(async (inner) => {
        await inner('Account').insert({ Name: 'New 2' })
      })
    })
    return await names(db, 'New%')
  },
  'an inner transaction that fails': async (db) => {
    await db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New 1' })
      await trx
        .transaction(async (inner) => {
          await inner('Account').insert({ Name: 'New 2' })
          throw new Error('inner')
        })
        .catch(() => undefined)
      await trx('Account').insert({ Name: 'New 3' })
    })
    return await names(db, 'New%')
  },
  'an outer transaction that fails after an inner one': async (db) => {
    await db
      .transaction(async (trx) => {
        await trx.transaction((inner) => inner('Account').insert({ Name: 'New 1' }))
        throw new Error('outer')
      })
      .catch(() => undefined)
    return await names(db, 'New%')
  },
  'a savepoint': async (db) => {
    await db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New 1' })
      await trx.savepoint(async (inner) => {
        await inner('Account').insert({ Name: 'New 2' })
      })
    })
    return await names(db, 'New%')
  },
  'two transactions, one after the other': async (db) => {
    for (const name of ['New 1', 'New 2']) {
      await db.transaction((trx) => trx('Account').insert({ Name: name }))
    }
    return await names(db, 'New%')
  },
  'a query outside beside a transaction': async (db) => {
    const inside = await db.transaction(async (trx) => {
      await trx('Account').insert({ Name: 'New' })
      return 'inside'
    })
    return [inside, await names(db, 'New%')]
  },
  transacting: async (db) => {
    await db.transaction(async (trx) => {
      await db('Account').transacting(trx).insert({ Name: 'New 1' })
      await db('Account').insert({ Name: 'New 2' }).transacting(trx)
    })
    return await names(db, 'New%')
  },
  'a function that takes Knex or a transaction': async (db) => {
    const create = (on: Knex, name: string) => on('Account').insert({ Name: name })
    await create(db, 'New 1')
    await db.transaction((trx) => create(trx, 'New 2'))
    return await names(db, 'New%')
  },
  transactionProvider: async (db) => {
    const provide = db.transactionProvider()
    const trx = await provide()
    await trx('Account').insert({ Name: 'New 1' })
    const same = (await provide()) === trx
    await trx.commit()
    return [same, await names(db, 'New%')]
  },
  'a transaction after its end': async (db) => {
    const trx = await db.transaction()
    await trx.commit()
    return await trx('Account')
      .insert({ Name: 'New' })
      .then(
        () => 'inserted',
        () => 'refused',
      )
  },
  'a failing write in a transaction': async (db) => {
    await db
      .transaction(async (trx) => {
        await trx('Account').insert({ Name: 'New 1' })
        await trx('Account').insert({ Nothing__c: 1 })
      })
      .catch(() => undefined)
    return await names(db, 'New%')
  },
  'an event for each statement': async (db) => {
    const seen: string[] = []
    db.on('query', ({ method }: { readonly method?: string }) => seen.push(method ?? ''))
    await db('Account').insert({ Name: 'New' })
    await db('Account').where('Name', 'New').update({ City__c: 'Oslo' })
    await db('Account').where('Name', 'New').delete()
    return seen
  },
  'moving money': async (db) => {
    await db.transaction(async (trx) => {
      await trx('Invoice__c').where('Name', 'INV-001').decrement('Total__c', 5)
      await trx('Invoice__c').where('Name', 'INV-002').increment('Total__c', 5)
    })
    return await db('Invoice__c').whereIn('Name', ['INV-001', 'INV-002']).orderBy('Name').select('Total__c')
  },
  'archiving: copy, then delete': async (db) => {
    const old = await db('Line__c').where('Amount__c', '>', 250).select('Name', 'Amount__c')
    await db('Account').insert(old.map((line) => ({ Name: `New ${line.Name}`, Rating__c: line.Amount__c })))
    await db('Line__c').where('Amount__c', '>', 250).delete()
    return [await names(db, 'New%'), await db('Line__c').count('* as n').first()]
  },
  'a queue of work, one at a time': async (db) => {
    const done: string[] = []
    for (;;) {
      const next = await db('Invoice__c').where('Status__c', 'Draft').orderBy('Name').first('Id', 'Name')
      if (next === undefined) return done
      await db('Invoice__c').where('Id', next.Id).update({ Status__c: 'Complete' })
      done.push(next.Name)
    }
  },
  'writes at the same time': async (db) => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => db('Account').insert({ Name: `New ${n}` })))
    return await names(db, 'New%')
  },
  'renaming by a list': async (db) => {
    const changes = { 'Acme 01': 'New A', 'Acme 02': 'New B' }
    for (const [from, to] of Object.entries(changes))
      await db('Account').where('Name', from).update({ Name: to })
    return await names(db, 'New%')
  },
  'linking a record to another': async (db) => {
    const parent = await db('Account').where('Name', 'Acme 00').first('Id')
    await db('Account').whereIn('Name', ['Acme 01', 'Acme 02']).update({ ParentId: parent.Id })
    return await db('Account as c')
      .join('Account as p', 'p.Id', 'c.ParentId')
      .where('p.Name', 'Acme 00')
      .orderBy('c.Name')
      .pluck('c.Name')
  },
  unlinking: async (db) => {
    const n = await db('Account').whereNotNull('ParentId').update({ ParentId: null })
    return [n, await db('Account').whereNotNull('ParentId').count('* as n').first()]
  },
}
