import { type Emulator, type EmulatorOptions, type FieldSchema, startEmulator } from '@certsql/emulator'

const OPEN = {
  nillable: true,
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
} as const

const WRITABLE = { createable: true, updateable: true } as const

const FIELDS: readonly FieldSchema[] = [
  { ...OPEN, name: 'Id', label: 'Record ID', type: 'id', length: 18, nillable: false },
  { ...OPEN, ...WRITABLE, name: 'Name', label: 'Name', type: 'string', length: 255, nameField: true },
  {
    ...OPEN,
    ...WRITABLE,
    name: 'Amount__c',
    label: 'Amount',
    type: 'double',
    precision: 18,
    scale: 2,
    groupable: false,
  },
  { ...OPEN, ...WRITABLE, name: 'Day__c', label: 'Day', type: 'date' },
]

/** So many records: three pages. */
export const RECORD_COUNT = 4_500

/** An org with one object of some pages. */
export function startTestOrg(options: EmulatorOptions = {}): Promise<Emulator> {
  const records = Array.from({ length: RECORD_COUNT }, (_, index) => ({
    Name: index === 0 ? 'Müller, "Söhne"' : `Item ${index}`,
    Amount__c: index === 1 ? null : index === 2 ? '1234567890123456.78' : index / 2,
    Day__c: '2025-01-31',
  }))
  return startEmulator({
    schema: {
      objects: [{ name: 'Item__c', label: 'Item', keyPrefix: 'a00', queryable: true, fields: FIELDS }],
    },
    records: { Item__c: records },
    ...options,
  })
}
