import { startTestOrg, type TestOrg } from '../support/ask.js'

const NAMES = ['Zoo', 'Öl', 'apfel', 'Ähre', 'Ost', 'zebra', 'Apfel', 'coop', 'co-op']

function startOrg(locale: string): Promise<TestOrg> {
  return startTestOrg({
    locale,
    records: {
      Account: NAMES.map((Name, index) => ({
        Name,
        AnnualRevenue: index === 0 ? '123456789012345678.5' : 1234.5,
        NumberOfEmployees: 12_345,
        Since__c: `2025-06-${15 + index}`,
        LastSeen__c: '2025-06-30T16:05:00Z',
        Code__c: `${['b', 'B', 'a', 'A'][index % 4]}${index}`,
      })),
    },
  })
}

describe.each([
  {
    locale: 'en_US',
    order: ['apfel', 'Apfel', 'co-op', 'coop', 'Ost', 'zebra', 'Zoo', 'Ähre', 'Öl'],
    beyond: ['Ähre', 'Öl'],
    firstDay: '2025-06-15',
    formats: ['$1,234.50', '12,345', '6/16/2025', '6/30/2025, 9:05 AM'],
  },
  {
    locale: 'de_DE',
    order: ['Ähre', 'apfel', 'Apfel', 'co-op', 'coop', 'Öl', 'Ost', 'zebra', 'Zoo'],
    beyond: [],
    firstDay: '2025-06-16',
    formats: ['$1.234,50', '12.345', '16.06.25', '30.06.25, 09:05'],
  },
])('a user with the locale $locale', ({ locale, order, beyond, firstDay, formats }) => {
  let org: TestOrg
  beforeAll(async () => {
    org = await startOrg(locale)
  })
  afterAll(() => org.close())

  test('sees texts in the order of the locale', async () => {
    expect(await org.values('SELECT Name FROM Account ORDER BY Name', 'Name')).toEqual(order)
    const reversed = await org.values('SELECT Name FROM Account ORDER BY Name DESC', 'Name')
    // Equal names stay in the order in which they came.
    const isTwin = (name: unknown) => name === 'apfel' || name === 'Apfel'
    expect(reversed.filter((name) => !isTwin(name))).toEqual(
      order.toReversed().filter((name) => !isTwin(name)),
    )
    expect(reversed.filter(isTwin)).toEqual(['apfel', 'Apfel'])
  })

  test('compares texts by the same order', async () => {
    const greater = await org.values("SELECT Name FROM Account WHERE Name > 'zz' ORDER BY Name", 'Name')
    expect(greater).toEqual(beyond)
    const [row] = await org.records('SELECT MIN(Name) least, MAX(Name) most FROM Account')
    expect([row?.least, row?.most]).toEqual([order[0], order.at(-1)])
  })

  test('sees case-sensitive fields by code point', async () => {
    const codes = await org.values('SELECT Code__c FROM Account ORDER BY Code__c', 'Code__c')
    expect(codes).toEqual(codes.toSorted())
  })

  test('has weeks that begin on the day of the locale', async () => {
    const days = await org.values(
      'SELECT Since__c FROM Account WHERE Since__c = THIS_WEEK ORDER BY Since__c',
      'Since__c',
    )
    expect(days[0]).toBe(firstDay)
    expect(days).toHaveLength(7)
  })

  test('reads numbers and dates in the form of the locale', async () => {
    const [record] = await org.records(
      "SELECT FORMAT(AnnualRevenue), FORMAT(NumberOfEmployees), FORMAT(Since__c), FORMAT(LastSeen__c) FROM Account WHERE Name = 'Öl'",
    )
    const { AnnualRevenue, NumberOfEmployees, Since__c, LastSeen__c } = record ?? {}
    expect([AnnualRevenue, NumberOfEmployees, Since__c, LastSeen__c]).toEqual(formats)
    const [long] = await org.values(
      "SELECT FORMAT(AnnualRevenue) FROM Account WHERE Name = 'Zoo'",
      'AnnualRevenue',
    )
    expect(String(long).replace(/[^\d]/g, '')).toBe('12345678901234567850')
  })

  test('is told so at log-in', async () => {
    const { body } = await org.request('/services/oauth2/userinfo')
    expect(body.locale).toBe(locale)
  })
})

test.each(['tlh_QX', 'de-DE', 'DE', ''])('%p is no locale', async (locale) => {
  await expect(startTestOrg({ locale })).rejects.toThrow(/option locale cannot be/)
})
