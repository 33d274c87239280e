// A local org with one large table, as a process of its own: node large-org.mjs ROWS. Prints a line when it is ready.
import { startEmulator } from '@certsql/emulator'

const ROWS = Number(process.argv[2] ?? 1_000_000)
const OPEN = { nillable: true, filterable: true, sortable: true, groupable: true, aggregatable: true }
const field = (name, type, extra = {}) => ({ name, label: name, type, ...OPEN, ...extra })
const schema = {
  objects: [
    {
      name: 'Line__c',
      label: 'Line',
      keyPrefix: 'a00',
      queryable: true,
      fields: [
        field('Name', 'string', { length: 80, nameField: true }),
        field('Key__c', 'string', { length: 40 }),
        field('City__c', 'string', { length: 80 }),
        field('Status__c', 'string', { length: 40 }),
        field('Value__c', 'double', { precision: 18, scale: 2 }),
        field('Open__c', 'double', { precision: 18, scale: 2 }),
        field('Quantity__c', 'int', { digits: 9 }),
        field('Posted__c', 'boolean', { nillable: false }),
        field('Date__c', 'date'),
        field('Note__c', 'string', { length: 255 }),
      ],
    },
  ],
}

const emulator = await startEmulator({ schema, records: {}, apiLimit: 100_000_000 })
for (let row = 0; row < ROWS; row++) {
  emulator.org.insert('Line__c', {
    Name: `Line ${row}`,
    Key__c: `K-${row}`,
    City__c: `City ${row % 997}`,
    Status__c: ['Open', 'Matched', 'Void'][row % 3],
    Value__c: ((row * 7919) % 1_000_003) / 100,
    Open__c: row % 2 === 0 ? 0 : row / 100,
    Quantity__c: row % 1000,
    Posted__c: row % 5 !== 0,
    Date__c: `2024-${String((row % 12) + 1).padStart(2, '0')}-15`,
    Note__c: row % 4 === 0 ? null : `invoice ${row % 9973}, "paid", late`,
  })
}
process.once('SIGTERM', () => process.exit(0))
console.log(JSON.stringify({ url: emulator.url, ...emulator.credentials }))
