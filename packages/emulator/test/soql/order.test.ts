import { startTestOrg, type TestOrg } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: {
      Account: [
        { Id: '001D000000IRFma', Name: 'b', Type: 'Other', AnnualRevenue: 2, Phone: 'b', Active__c: true },
        { Name: 'A', Type: 'Vendor', AnnualRevenue: 10, Phone: 'A', City__c: 'x' },
        { Name: 'a', Type: 'Customer', AnnualRevenue: '123456789012345678.12', ParentId: '001D000000IRFma' },
        { Name: 'Z', AnnualRevenue: -1, Phone: 'a' },
        { Name: 'é', Type: 'Unlisted', City__c: 'w' },
      ],
    },
  })
})
afterAll(() => org.close())

const CASES: readonly (readonly [clause: string, names: string])[] = [
  // Without case, ties in the order of insertion.
  ['Name', 'A a b Z é'],
  ['Name DESC', 'é Z b A a'],
  // Defined order, values that the list lacks at the end, null first.
  ['Type', 'Z A a b é'],
  ['Type NULLS LAST', 'A a b é Z'],
  ['Type DESC', 'Z é b a A'],
  ['Type DESC NULLS LAST', 'é b a A Z'],
  ['AnnualRevenue', 'é Z b A a'],
  ['AnnualRevenue DESC NULLS LAST', 'a A b Z é'],
  // Phones sort as they are written.
  ['Phone NULLS LAST, Name', 'A Z b a é'],
  ['Active__c DESC, Name', 'b A a Z é'],
  ['Parent.Name NULLS LAST, Name', 'A b Z é a'],
  ['City__c NULLS FIRST, Name DESC', 'Z b a é A'],
]

test.each(CASES)('ORDER BY %s', async (clause, names) => {
  expect((await org.values(`SELECT Name FROM Account ORDER BY ${clause}`, 'Name')).join(' ')).toBe(names)
})

test('nulls of parents come last where the variant obeys', async () => {
  const records = org.emulator.org.records('Account')
  const obeying = await startTestOrg({
    records: { Account: records },
    variants: { nullsLastOnParentFields: true },
  })
  const names = await obeying.values('SELECT Name FROM Account ORDER BY Parent.Name NULLS LAST, Name', 'Name')
  expect(names.join(' ')).toBe('a A b Z é')
  await obeying.close()
})

test('LIMIT and OFFSET cut the ordered rows', async () => {
  expect(await org.values('SELECT Name FROM Account ORDER BY Name LIMIT 2 OFFSET 1', 'Name')).toEqual([
    'a',
    'b',
  ])
  expect(await org.values('SELECT Name FROM Account LIMIT 0', 'Name')).toEqual([])
  expect((await org.query('SELECT COUNT() FROM Account LIMIT 3')).body).toEqual({
    totalSize: 3,
    done: true,
    records: [],
  })
})

test('ties are shuffled on demand, and only they', async () => {
  const accounts = Array.from({ length: 40 }, (_, index) => ({
    Name: String(index),
    NumberOfEmployees: index % 2,
  }))
  const shuffling = await startTestOrg({ records: { Account: accounts }, variants: { tieOrder: 'shuffled' } })
  const soql = 'SELECT Name, NumberOfEmployees FROM Account ORDER BY NumberOfEmployees'
  const [first, second] = [await shuffling.records(soql), await shuffling.records(soql)]
  expect(first.map(({ Name }) => Name)).not.toEqual(second.map(({ Name }) => Name))
  expect(first.map(({ NumberOfEmployees }) => NumberOfEmployees)).toEqual(
    accounts.map((_, index) => (index < 20 ? 0 : 1)),
  )
  await shuffling.close()
})
