import { completeInput } from '../../src/shell/complete-input.js'
import { FakeSession } from '../support/fake-session.js'
import { ACCOUNTS, INVOICES } from '../support/fake-tables.js'

const session = new FakeSession({}, [ACCOUNTS, INVOICES])
const complete = async (text: string, cursor = text.length) =>
  (await completeInput(text, cursor, session)).candidates.map((candidate) => candidate.text)

test('commands', async () => {
  expect(await complete('\\t')).toEqual(['\\timing'])
  expect(await complete('\\')).toContain('\\conninfo')
})

test('tables after a command that takes one, and nothing after others', async () => {
  expect(await complete('\\d A')).toEqual(['Account'])
  expect(await complete('\\dt codai')).toEqual(['c2g__codaInvoice__c'])
  expect(await complete('\\timing o')).toEqual([])
})

test('keywords in the case in which they were begun', async () => {
  expect(await complete('SEL')).toEqual(['SELECT'])
  expect(await complete('sel')).toEqual(['select'])
})

test('tables by their short names too', async () => {
  expect(await complete('SELECT * FROM coda')).toEqual(['c2g__codaInvoice__c'])
})

test('columns of the tables that the statement names, in any line', async () => {
  expect(await complete('SELECT Id FROM codaInvoice\nWHERE InvoiceT')).toEqual(['c2g__InvoiceTotal__c'])
  expect(await complete('SELECT i. FROM c2g__codaInvoice__c i', 9)).toEqual([
    'Id',
    'c2g__Account__c',
    'c2g__InvoiceTotal__c',
  ])
  expect(await complete('SELECT InvoiceT')).toEqual([])
})
