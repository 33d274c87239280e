import type { Customer } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import { mailName, randomPersonName } from './names/person-names.js'
import { at } from './random.js'
import type { RecordTypes } from './record-types.js'

const TITLES = [
  'Accounts Payable Manager',
  'Purchasing Director',
  'Fleet Manager',
  'CFO',
  'Plant Manager',
  'IT Director',
]

/** The people at the customers; the first of each is whom finance calls. */
export function createContacts(
  context: DemoContext,
  customers: readonly Customer[],
  recordTypes: RecordTypes,
): ReadonlyMap<string, string> {
  const { writer, start } = context
  const random = context.random.fork('contacts')
  const financeContacts = new Map<string, string>()
  const total = scaled(context, 280, customers.length)
  for (let index = 0; index < total; index++) {
    const customer = at(customers, index)
    const { first, last } = randomPersonName(random)
    const name = `${first} ${last}`
    const id = writer.add('Contact', start - 100 + (index % 300), {
      AccountId: customer.id,
      FirstName: first,
      LastName: last,
      Name: name,
      Salutation: index % 3 === 0 ? null : at(['Ms.', 'Mr.', 'Dr.'], index),
      Email: index % 9 === 8 ? null : `${mailName(name)}@customer${(index % customers.length) + 1}.example`,
      Phone: random.chance(0.25) ? null : `+1 555 ${random.integer(1000, 9999)}`,
      MobilePhone: random.chance(0.5) ? null : `+1 555 ${random.integer(1000, 9999)}`,
      Title: at(TITLES, index),
      Department: index % 2 === 0 ? 'Finance' : null,
      LeadSource: index % 4 === 0 ? null : at(['Web', 'Partner Referral', 'Other'], index),
      HasOptedOutOfEmail: index % 19 === 0,
      OwnerId: customer.ownerId,
      RecordTypeId: recordTypes.contact,
      CurrencyIsoCode: customer.currency,
      ReportsToId: index < customers.length ? null : (financeContacts.get(customer.id) ?? null),
      Payroll_Tax_Number__c: index % 50 === 0 ? `TX-${100_000 + index}` : null,
    })
    if (financeContacts.has(customer.id)) continue
    financeContacts.set(customer.id, id)
    customer.record.c2g__CODAFinanceContact__c = id
  }
  writer.add('Contact', start + 60, { LastName: 'Duplicate', Name: 'Duplicate', IsDeleted: true })
  return financeContacts
}
