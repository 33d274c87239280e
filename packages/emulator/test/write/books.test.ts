import { startEmulator } from '../../src/start-emulator.js'
import { DERIVED_FIELDS } from '../../src/write/derived/derive-fields.js'
import { RecordView } from '../../src/write/derived/record-view.js'
import { VERSION } from '../support/ask.js'

const emulator = await startEmulator({ asOf: '2025-06-30' })
const { org } = emulator
afterAll(() => emulator.close())

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${emulator.url}${VERSION}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${emulator.credentials.accessToken}`,
      'Content-Type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (response.status >= 300) throw new Error(`${method} ${path}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

const create = async (object: string, record: unknown): Promise<string> =>
  (await send('POST', `/sobjects/${object}`, record)).id
const read = (object: string, id: string, fields: string) =>
  send('GET', `/sobjects/${object}/${id}?fields=${fields}`)
const first = (object: string) => String(org.records(object)[0]?.Id)

/** Where the fields of records are not what follows from the others. */
function contradictions(): readonly unknown[] {
  return DERIVED_FIELDS.flatMap((rule): readonly unknown[] => {
    const object = org.object(rule.object)
    const field = object?.field(rule.field)
    if (object === undefined || field === undefined) return [`no ${rule.object}.${rule.field}`]
    const table = org.table(object)
    const rows = Array.from({ length: table.size }, (_, row) => row).filter((row) => !table.isDeleted(row))
    return rows.flatMap((row) => {
      const stored = table.value(field, row) ?? 0
      const derived = rule.value(new RecordView(org, object, row)) ?? 0
      return stored === derived ? [] : [[rule.object, rule.field, table.id(row), stored, derived]]
    })
  })
}

async function invoiceWithLines(): Promise<{ invoice: string; line: string }> {
  const node = (type: string, referenceId: string, record: object) => ({
    attributes: { type, referenceId },
    ...record,
  })
  const { results } = await send('POST', '/composite/tree/c2g__codaInvoice__c', {
    records: [
      node('c2g__codaInvoice__c', 'invoice', {
        c2g__InvoiceDate__c: '2025-06-20',
        c2g__Account__c: first('Account'),
        c2g__InvoiceStatus__c: 'In Progress',
        c2g__InvoiceLineItems__r: {
          records: [
            node('c2g__codaInvoiceLineItem__c', 'line', {
              c2g__Quantity__c: 3,
              c2g__UnitPrice__c: 33.335,
              c2g__TaxValue1__c: 20,
            }),
            node('c2g__codaInvoiceLineItem__c', 'other', { c2g__Quantity__c: 1, c2g__UnitPrice__c: 50 }),
          ],
        },
      }),
    ],
  })
  return { invoice: results[0].id, line: results[1].id }
}

const TOTALS = 'c2g__NetTotal__c,c2g__TaxTotal__c,c2g__InvoiceTotal__c'
const totals = async (invoice: string) => {
  const record = await read('c2g__codaInvoice__c', invoice, TOTALS)
  return [record.c2g__NetTotal__c, record.c2g__TaxTotal__c, record.c2g__InvoiceTotal__c]
}

test('an invoice is worth what its lines are, whatever becomes of them', async () => {
  const { invoice, line } = await invoiceWithLines()
  // 3 · 33.335 is 100.005, a cent more when rounded.
  expect(await totals(invoice)).toEqual([150.01, 20, 170.01])
  await send('PATCH', `/sobjects/c2g__codaInvoiceLineItem__c/${line}`, {
    c2g__Quantity__c: 1,
    c2g__TaxValue2__c: 0.5,
  })
  expect(await totals(invoice)).toEqual([83.34, 20.5, 103.84])
  await send('DELETE', `/sobjects/c2g__codaInvoiceLineItem__c/${line}`)
  expect(await totals(invoice)).toEqual([50, 0, 50])
  expect(contradictions()).toEqual([])
})

test('what is rolled back leaves no trace in totals', async () => {
  const { invoice } = await invoiceWithLines()
  const line = { c2g__Invoice__c: invoice, c2g__Quantity__c: 7, c2g__UnitPrice__c: 1 }
  const attributes = { type: 'c2g__codaInvoiceLineItem__c' }
  const results = await send('POST', '/composite/sobjects', {
    allOrNone: true,
    records: [{ attributes, ...line }, { attributes }],
  })
  expect(results.map(({ success }: { success: boolean }) => success)).toEqual([false, false])
  expect(await totals(invoice)).toEqual([150.01, 20, 170.01])
})

test('posting, matching and undoing a match are followed from the ledger to the document', async () => {
  const { invoice } = await invoiceWithLines()
  const transaction = await create('c2g__codaTransaction__c', { c2g__TransactionDate__c: '2025-06-20' })
  const ledgerLine = (number: number, type: string, value: number) => ({
    c2g__Transaction__c: transaction,
    c2g__LineNumber__c: number,
    c2g__LineType__c: type,
    c2g__HomeValue__c: value,
    c2g__DocumentValue__c: value,
  })
  const account = await create('c2g__codaTransactionLineItem__c', ledgerLine(1, 'Account', 170.01))
  await create('c2g__codaTransactionLineItem__c', ledgerLine(2, 'Analysis', -150.01))
  await create('c2g__codaTransactionLineItem__c', ledgerLine(3, 'Tax', -20))
  await send('PATCH', `/sobjects/c2g__codaInvoice__c/${invoice}`, {
    c2g__InvoiceStatus__c: 'Complete',
    c2g__Transaction__c: transaction,
  })
  expect(
    await read(
      'c2g__codaTransaction__c',
      transaction,
      'c2g__Debits__c,c2g__Credits__c,c2g__HomeValueTotal__c,c2g__AccountTotal__c',
    ),
  ).toMatchObject({
    c2g__Debits__c: 170.01,
    c2g__Credits__c: -170.01,
    c2g__HomeValueTotal__c: 0,
    c2g__AccountTotal__c: 170.01,
  })
  const state = async () => {
    const line = await read('c2g__codaTransactionLineItem__c', account, 'c2g__MatchingStatus__c')
    const document = await read(
      'c2g__codaInvoice__c',
      invoice,
      'c2g__OutstandingValue__c,c2g__PaymentStatus__c',
    )
    return [line.c2g__MatchingStatus__c, document.c2g__OutstandingValue__c, document.c2g__PaymentStatus__c]
  }
  expect(await state()).toEqual(['Available', 170.01, 'Unpaid'])
  const match = (value: number) =>
    create('c2g__codaCashMatchingHistory__c', {
      c2g__TransactionLineItem__c: account,
      c2g__DocumentValue__c: value,
      c2g__HomeValue__c: value,
      c2g__Account__c: first('Account'),
      c2g__MatchingReference__c: first('c2g__codaMatchingReference__c'),
      c2g__Action__c: 'Match',
    })
  await match(100)
  expect(await state()).toEqual(['Available', 70.01, 'Part Paid'])
  const rest = await match(70.01)
  expect(await state()).toEqual(['Matched', 0, 'Paid'])
  await send('DELETE', `/sobjects/c2g__codaCashMatchingHistory__c/${rest}`)
  expect(await state()).toEqual(['Available', 70.01, 'Part Paid'])
  expect(contradictions()).toEqual([])
})

test('deleting a header and its details leaves the books in order', async () => {
  const header = org
    .records('c2g__codaJournal__c')
    .find(({ IsDeleted, c2g__Transaction__c }) => IsDeleted !== true && c2g__Transaction__c === undefined)
  await send('DELETE', `/sobjects/c2g__codaJournal__c/${header?.Id}`)
  await send('DELETE', `/sobjects/Opportunity/${first('Opportunity')}`)
  await send('DELETE', `/sobjects/pse__Timecard_Header__c/${first('pse__Timecard_Header__c')}`)
  expect(contradictions()).toEqual([])
  const live = org.records('c2g__codaTransactionLineItem__c').filter(({ IsDeleted }) => IsDeleted !== true)
  const sum = live.reduce(
    (total, { c2g__HomeValue__c }) => total + Math.round(Number(c2g__HomeValue__c) * 100),
    0,
  )
  expect(sum).toBe(0)
})
