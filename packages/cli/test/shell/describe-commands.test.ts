import { FakeSession } from '../support/fake-session.js'
import { ACCOUNTS, INVOICES } from '../support/fake-tables.js'
import { TestShell } from '../support/test-shell.js'

let shell: TestShell
beforeEach(async () => {
  shell = await TestShell.open(new FakeSession({}, [ACCOUNTS, INVOICES]))
})
afterEach(() => shell.dispose())

test('\\d lists the columns of a table with type, label and lookup', async () => {
  const shown = await shell.type('\\d c2g__codainvoice__c;\n', '(3 rows)')
  expect(shown).toContain('c2g__codaInvoice__c · Sales Invoice')
  expect(shown).toContain(
    '│ c2g__Account__c      │ ID            │ Account       │ c2g__Account__r → Account │',
  )
  expect(shown).toContain(
    '│ c2g__InvoiceTotal__c │ DECIMAL(18,2) │ Invoice Total │ ∅                         │',
  )
})

test('\\d tells what looks up to a table', async () => {
  const shown = await shell.type('\\d Account\n', 'Task.WhatId')
  expect(shown).toContain('Looked up by:\n  Task.WhatId\n  c2g__codaInvoice__c.c2g__Account__c (Invoices__r)')
})

test('\\d of an unknown table is an error that leaves the shell alive', async () => {
  expect(await shell.run('\\d Acount\n')).toContain('CERT-2001: There is no table "Acount".')
})

test('\\d without a name, and \\dt, list tables', async () => {
  for (const command of ['\\d', '\\dt', '\\dt *'])
    expect(await shell.run(`${command}\n`)).toContain('(2 rows)')
})

test.each([
  ['invoice', 'c2g__codaInvoice__c'],
  ['SALES', 'c2g__codaInvoice__c'],
  ['c2g__*__c', 'c2g__codaInvoice__c'],
  ['A?count', 'Account'],
])('\\dt %s finds %s by name or label', async (pattern, name) => {
  const shown = await shell.type(`\\dt ${pattern}\n`, '(1 row)')
  expect(shown).toContain(`│ ${name} │`)
})
