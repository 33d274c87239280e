// Models of an org with Objection: relations are lookups, a graph is written as one.
//
//   node examples/objection.mjs
import { startEmulator } from '@certsql/emulator'
import { certinia } from '@certsql/knex'
import { Model } from 'objection'

class Account extends Model {
  static tableName = 'Account'
  static idColumn = 'Id'

  static relationMappings = () => ({
    contacts: {
      relation: Model.HasManyRelation,
      modelClass: Contact,
      join: { from: 'Account.Id', to: 'Contact.AccountId' },
    },
    invoices: {
      relation: Model.HasManyRelation,
      modelClass: Invoice,
      join: { from: 'Account.Id', to: 'c2g__codaInvoice__c.c2g__Account__c' },
    },
  })
}

class Contact extends Model {
  static tableName = 'Contact'
  static idColumn = 'Id'
}

class Invoice extends Model {
  static tableName = 'c2g__codaInvoice__c'
  static idColumn = 'Id'

  get isLarge() {
    return this.c2g__InvoiceTotal__c > 10_000
  }

  static relationMappings = () => ({
    account: {
      relation: Model.BelongsToOneRelation,
      modelClass: Account,
      join: { from: 'c2g__codaInvoice__c.c2g__Account__c', to: 'Account.Id' },
    },
    lines: {
      relation: Model.HasManyRelation,
      modelClass: InvoiceLine,
      join: { from: 'c2g__codaInvoice__c.Id', to: 'c2g__codaInvoiceLineItem__c.c2g__Invoice__c' },
    },
  })
}

class InvoiceLine extends Model {
  static tableName = 'c2g__codaInvoiceLineItem__c'
  static idColumn = 'Id'
}

const org = await startEmulator({ asOf: '2025-06-30' })
const { username, password, securityToken } = org.credentials
const db = certinia({
  LoginURL: org.url,
  User: username,
  Password: password,
  SecurityToken: securityToken,
  MetadataCache: 'off',
})
Model.knex(db)

let calls = 0
db.on('certsql:stats', ({ stats }) => {
  calls += stats.apiCalls
})

try {
  // Query: models with their related models, one question for each level.
  const invoices = await Invoice.query()
    .select('c2g__codaInvoice__c.Id', 'Name', 'c2g__InvoiceTotal__c', 'c2g__Account__c')
    .where('c2g__InvoiceStatus__c', 'Complete')
    .orderBy('c2g__InvoiceTotal__c', 'desc')
    .limit(3)
    .withGraphFetched('[account(name), lines(amounts)]')
    .modifiers({
      name: (query) => query.select('Id', 'Name'),
      amounts: (query) => query.select('c2g__NetValue__c', 'c2g__Invoice__c'),
    })
  for (const invoice of invoices) {
    console.log(
      `${invoice.account.Name}: ${invoice.lines.length} lines, ${invoice.isLarge ? 'large' : 'small'}`,
    )
  }
  console.log(`${calls} API calls for invoices, accounts and lines`)

  // The same in one question, as a join.
  const joined = await Invoice.query()
    .joinRelated('account')
    .select('account.Name as customer')
    .count('* as n')
    .groupBy('account.Name')
    .orderBy('n', 'desc')
    .first()
  console.log(`${joined.customer} has most invoices`)

  // Insert: a graph in a transaction is one request, and all or nothing of it is written.
  const before = calls
  const account = await Account.transaction(async (trx) =>
    Account.query(trx).insertGraph({
      Name: 'Lakeside Valves',
      contacts: [{ LastName: 'Rose' }, { LastName: 'Reed' }],
    }),
  )
  console.log(
    `${account.contacts.length + 1} records in ${calls - before} API call, each with its Id: ${account.contacts.every(({ Id, AccountId }) => Id.length === 18 && AccountId === account.Id)}`,
  )

  // Update and delete.
  await account.$query().patch({ Industry: 'Energy' })
  const gone = await account.$relatedQuery('contacts').delete().where('LastName', 'Reed')
  console.log(`${gone} contact deleted, ${await account.$relatedQuery('contacts').resultSize()} left`)
} finally {
  await db.destroy()
  await org.close()
}
