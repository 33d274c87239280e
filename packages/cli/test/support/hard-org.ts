import { type Emulator, type FieldSchema, startEmulator } from '@certsql/emulator'

const GRANTED = { filterable: true, sortable: true, nillable: true } as const

function field(name: string, type: FieldSchema['type'], facts: Partial<FieldSchema> = {}): FieldSchema {
  return { ...GRANTED, name, label: name, type, ...facts }
}

const FIELDS: readonly FieldSchema[] = [
  field('Id', 'id', { length: 18, nillable: false }),
  field('Name', 'string', { length: 80, nameField: true }),
  field('Text__c', 'string', { length: 255 }),
  field('Note__c', 'textarea', { length: 131_072, filterable: false, sortable: false }),
  field('Money__c', 'currency', { precision: 18, scale: 2 }),
  field('Rate__c', 'double', { precision: 18, scale: 6 }),
  field('Share__c', 'percent', { precision: 5, scale: 2 }),
  field('Count__c', 'int', { digits: 9 }),
  field('Score__c', 'double', { precision: 18, scale: 2, calculated: true }),
  field('Flag__c', 'boolean', { nillable: false }),
  field('Day__c', 'date'),
  field('Moment__c', 'datetime'),
  field('Clock__c', 'time', { filterable: false }),
  field('Status__c', 'picklist', { length: 255 }),
  field('Tags__c', 'multipicklist', { length: 4099, sortable: false }),
  // What the platform has no type for comes as text, and is cast by the query.
  field('Wide__c', 'string', { length: 255 }),
  field('Far__c', 'string', { length: 255 }),
  field('Json__c', 'string', { length: 255 }),
]

/** Texts that some reader takes for something else, or that some writer cannot hold. */
const TEXTS: readonly (string | null)[] = [
  'plain',
  null,
  '00123',
  '=1+1',
  '@SUM(A1) +1 -1',
  'say "hi", then; \'bye\'',
  'two\nlines\r\nthree',
  'tab\there\\n and \\N',
  '日本語 全角 ｱ',
  'José José 👩‍👩‍👧 😀 🇩🇪',
  'مرحبا שלום \u202eturned',
  '  spaces at the ends  ',
  '<b>&amp; |*_`[x](y)</b> ]]>',
  'NULL',
  '\u001b[31mred\u001b[0m\u0001 _x0041_',
  'TRUE',
  '1e5',
  '2025-01-31',
]

const RECORDS = TEXTS.map((text, index) => ({
  Id: `a0H0000000001${String(index).padStart(2, '0')}`,
  Name: `H-${String(index).padStart(2, '0')}`,
  Text__c: text,
  Note__c: index === 0 ? 'é'.repeat(600) : index === 1 ? 'line\n'.repeat(20) : null,
  Money__c: ['1234567890123456.78', '-0.10', '0', '99999999999999.99', null][index % 5] ?? null,
  Rate__c: ['0.000001', '-123456789012.123456', null, '1', '19'][index % 5] ?? null,
  Share__c: ['12.5', '-100', '0.01', null][index % 4] ?? null,
  Count__c: [0, -999_999_999, 999_999_999, null][index % 4] ?? null,
  Score__c: [0.1, 1e21, -1.5e-7, 123_456.789, null, 1 / 3][index % 6] ?? null,
  Flag__c: index % 2 === 0,
  Day__c:
    ['2024-02-29', '1899-12-31', '1900-02-28', '1900-03-01', '1700-01-01', '4000-12-31', null][index % 7] ??
    null,
  Moment__c:
    [
      '2025-03-30T01:30:00.000Z',
      '1700-01-01T00:00:00.000Z',
      '4000-12-31T23:59:59.000Z',
      '1970-01-01T00:00:00.000Z',
      null,
    ][index % 5] ?? null,
  Clock__c: ['13:30:00.250Z', '00:00:00.000Z', '23:59:59.999Z', null][index % 4] ?? null,
  Status__c: ['Open', null][index % 2] ?? null,
  Tags__c: ['red;green', 'blue', null][index % 3] ?? null,
  Wide__c:
    ['1234567890123456789012345678.0123456789', '-0.0000000001', null, '9007199254740993'][index % 4] ?? null,
  Far__c: ['0001-01-01', '9999-12-31', '10000-01-01', null][index % 4] ?? null,
  Json__c: ['{"a": [1, null, "x"], "b": {"c": 1.50}}', '"text"', '[]', null][index % 4] ?? null,
}))

export function startHardOrg(): Promise<Emulator> {
  return startEmulator({
    schema: {
      objects: [{ name: 'Hard__c', label: 'Hard', keyPrefix: 'a0H', queryable: true, fields: FIELDS }],
    },
    records: { Hard__c: RECORDS },
  })
}

/** A result with every type, and in each what formats get wrong. */
export const HARD_QUERY = `
SELECT Id, Name, Text__c AS words, Note__c AS note, Money__c AS money, Rate__c AS rate, Share__c AS share,
  Count__c AS whole, CAST(Count__c AS BIGINT) * 4294967296 AS big, Score__c AS score, Flag__c AS flag,
  CASE WHEN Name = 'H-01' THEN NULL ELSE Flag__c END AS maybe, Day__c AS day, Moment__c AS moment,
  CAST(Moment__c AS TIMESTAMP) AS local, Clock__c AS clock, Status__c AS status, Tags__c AS tags,
  CAST(Wide__c AS DECIMAL(38,10)) AS wide, CAST(Far__c AS DATE) AS far, CAST(Json__c AS JSON) AS document,
  CASE WHEN Name = 'H-00' THEN '' ELSE Status__c || '' END AS empty, NULL AS nothing, Name AS "Name"
FROM Hard__c ORDER BY Name`
