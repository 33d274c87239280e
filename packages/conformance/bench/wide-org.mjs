// A local org with many objects of many fields, as a process of its own: node wide-org.mjs OBJECTS. Prints a line when it is ready.
import { startEmulator } from '@certsql/emulator'

const OBJECTS = Number(process.argv[2] ?? 1_000)
const FIELDS = 80
const OPEN = { nillable: true, filterable: true, sortable: true, groupable: true, aggregatable: true }
const field = (name, type, extra = {}) => ({ name, label: name, type, ...OPEN, ...extra })
const nameOf = (index) => `acme__Thing${index}__c`
const picklistValues = ['Draft', 'Open', 'Closed'].map((value) => ({ value, label: value, active: true }))

const objects = Array.from({ length: OBJECTS }, (_, index) => ({
  name: nameOf(index),
  label: `Thing ${index}`,
  keyPrefix: `a${index.toString(36).padStart(2, '0')}`,
  queryable: true,
  fields: [
    field('Id', 'id', { length: 18, nillable: false }),
    field('Name', 'string', { length: 80, nameField: true }),
    field('acme__Status__c', 'picklist', { length: 40, picklistValues }),
    field('acme__Parent__c', 'reference', {
      length: 18,
      referenceTo: [nameOf((index + 1) % OBJECTS)],
      relationshipName: 'acme__Parent__r',
    }),
    ...Array.from({ length: FIELDS }, (_, place) =>
      field(`acme__Figure${place}__c`, 'double', { precision: 18, scale: 2 }),
    ),
  ],
}))

const emulator = await startEmulator({ schema: { objects }, records: {}, apiLimit: 100_000_000 })
process.once('SIGTERM', () => process.exit(0))
console.log(JSON.stringify({ url: emulator.url, ...emulator.credentials }))
