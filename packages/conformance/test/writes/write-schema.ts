import { demoSchema, type OrgSchema } from '@certsql/emulator'

const OBJECTS = ['Account', 'Contact', 'User', 'c2g__codaTransaction__c', 'c2g__codaTransactionLineItem__c']

/** A corner of the demo org: customers, their contacts, and a ledger whose totals follow from its lines. */
export const WRITE_SCHEMA: OrgSchema = {
  objects: demoSchema()
    .objects.filter(({ name }) => OBJECTS.includes(name))
    .map((object) =>
      object.name !== 'Account'
        ? object
        : {
            ...object,
            fields: [
              ...object.fields,
              {
                name: 'Key__c',
                label: 'Key',
                type: 'string',
                length: 40,
                nillable: true,
                createable: true,
                updateable: true,
                filterable: true,
                sortable: true,
                groupable: true,
                externalId: true,
                unique: true,
                idLookup: true,
                custom: true,
              },
            ],
          },
    ),
}
