import knex from 'knex'
import { CertiniaClient } from '../../src/index.js'
// Makes the tables known.
import type { acme__Invoice__c } from '../testdata/acme-tables.js'

/**
 * What the declarations of `certsql types` allow, and what not: never run, only checked. Each line that must not
 * compile is marked, and a mark on a line that compiles is an error of its own.
 */
export async function whatCompiles(): Promise<void> {
  const db = knex({ client: CertiniaClient, connection: 'certinia:///?User=amy@acme.example' })

  // ── Rows ───────────────────────────────────────────────────────────────────────────────────────────────────
  const invoices: acme__Invoice__c[] = await db('acme__Invoice__c')
  const [picked] = await db('acme__Invoice__c').select('acme__Total__c', 'acme__Due__c')
  const total: number | null | undefined = picked?.acme__Total__c
  const due: string | null | undefined = picked?.acme__Due__c
  const sent: Date | null | undefined = (await db('acme__Invoice__c').first('acme__Sent__c'))?.acme__Sent__c
  const paid: boolean[] = await db('acme__Invoice__c').pluck('acme__Paid__c')
  const grade: 'A' | 'B' | 'Z' | null | undefined = (await db('acme__Customer__c').first())?.acme__Grade__c
  const trade: string | null | undefined = (await db('acme__Customer__c').first())?.acme__Trade__c
  // @ts-expect-error a date is a text
  const dueDate: Date | null | undefined = picked?.acme__Due__c
  // @ts-expect-error a column that was not selected
  picked?.acme__Sent__c
  // @ts-expect-error a grade that is none
  const wrongGrade: 'C' | null | undefined = (await db('acme__Customer__c').first())?.acme__Grade__c

  // ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────
  await db('acme__Customer__c').where('acme__Grade__c', 'A').orderBy('Name')
  await db('acme__Customer__c').where({ acme__Grade__c: 'B' })
  // @ts-expect-error no such grade
  await db('acme__Customer__c').where({ acme__Grade__c: 'C' })
  // @ts-expect-error a number is no name
  await db('acme__Customer__c').where({ Name: 5 })

  // ── Inserts ────────────────────────────────────────────────────────────────────────────────────────────────
  await db('acme__Customer__c').insert({ Name: 'Acme', acme__Grade__c: 'A', acme__Trade__c: 'Something new' })
  await db('acme__Customer__c').insert([{ Name: 'Acme' }, { Name: 'Bolt', acme__Key__c: 'K-1' }])
  await db('acme__Invoice__c').insert({
    acme__Customer__c: 'a00',
    acme__Total__c: '12.50',
    acme__Sent__c: new Date(),
  })
  // @ts-expect-error a name is required
  await db('acme__Customer__c').insert({ acme__Grade__c: 'A' })
  // @ts-expect-error a value that is no longer active
  await db('acme__Customer__c').insert({ Name: 'Acme', acme__Grade__c: 'Z' })
  // @ts-expect-error a formula cannot be written
  await db('acme__Customer__c').insert({ Name: 'Acme', acme__Balance__c: 5 })
  // @ts-expect-error the org numbers them
  await db('acme__Invoice__c').insert({ acme__Customer__c: 'a00', Name: 'INV-1' })
  // @ts-expect-error the customer is required
  await db('acme__Invoice__c').insert({ acme__Total__c: 5 })

  await db('acme__Customer__c').upsert({ acme__Key__c: 'K-1', Name: 'Bolt' }, ['Id'], { on: 'acme__Key__c' })

  // ── Updates ────────────────────────────────────────────────────────────────────────────────────────────────
  await db('acme__Invoice__c').where('Id', 'a00').update({ acme__Paid__c: true, acme__Due__c: null })
  await db('acme__Invoice__c').where('Id', 'a00').update('acme__Total__c', 10)
  // @ts-expect-error a checkbox is never empty
  await db('acme__Invoice__c').update({ acme__Paid__c: null })
  // @ts-expect-error Ids are given by the org
  await db('acme__Invoice__c').update({ Id: 'a00' })

  void [invoices, total, due, sent, paid, grade, trade, dueDate, wrongGrade]
}
