import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Programs } from './program.js'

export const STREAMS: Programs = {
  'a stream, row by row': async (db) => {
    const names: string[] = []
    for await (const row of db('Account').select('Name').orderBy('Name', 'desc').stream())
      names.push(row.Name)
    return names
  },
  'a stream that is left': async (db) => {
    let n = 0
    for await (const _ of db('Line__c').select('Name').stream()) if (++n === 10) break
    const after = await db('Account').count({ n: '*' }).first()
    return [n, after]
  },
  'a stream with a handler': async (db) => {
    let n = 0
    await db('Line__c')
      .select('Name')
      .stream((stream) => {
        stream.on('data', () => n++)
      })
    return n
  },
  'a pipe': async (db) => {
    const names: string[] = []
    const sink = new Writable({
      objectMode: true,
      write(row: { readonly Name: string }, _, done) {
        names.push(row.Name)
        done()
      },
    })
    await pipeline(db('Account').select('Name').orderBy('Name', 'desc').stream(), sink)
    return names
  },
  'pipe()': (db) =>
    new Promise((resolve, reject) => {
      let n = 0
      const sink = new Writable({
        objectMode: true,
        write(_row, _encoding, done) {
          n++
          done()
        },
      })
      db('Invoice__c').select('Name').pipe(sink)
      sink.on('finish', () => resolve(n)).on('error', reject)
    }),
  'a stream of no rows': async (db) => {
    const rows: unknown[] = []
    for await (const row of db('Account').where('Name', 'nobody').stream()) rows.push(row)
    return rows
  },
  'a stream with a mistake': async (db) => {
    try {
      for await (const _ of db('Account').select('Nothing__c').stream());
      return 'no mistake'
    } catch {
      return 'caught'
    }
  },
  'two streams, in turns': async (db) => {
    const accounts = db('Account').select('Name').orderBy('Name', 'desc').stream()[Symbol.asyncIterator]()
    const first = await accounts.next()
    const second = await accounts.next()
    await accounts.return?.()
    return [first.value, second.value]
  },
  'a stream of a join': async (db) => {
    let total = 0
    const lines = db('Line__c as l')
      .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
      .select('l.Amount__c as amount')
    for await (const { amount } of lines.stream()) total += amount
    return total
  },
}
