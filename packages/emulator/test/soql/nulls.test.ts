import type { EmulatorOptions } from '../../src/emulator-options.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'

const RECORDS: NonNullable<EmulatorOptions['records']> = {
  Account: [
    { Name: 'parent', City__c: 'Rome', Active__c: true },
    { Name: 'empty' },
    {
      Name: 'full',
      City__c: 'Oslo',
      NumberOfEmployees: 7,
      Since__c: '2025-01-01',
      Tags__c: 'red',
      Active__c: true,
    },
  ],
}

/** Condition, what it says where the field is null, and the variant that turns the answer round. */
const TRUTH: readonly (readonly [condition: string, onNull: boolean, variant?: string])[] = [
  ["City__c = 'x'", false],
  ["City__c < 'x'", false],
  ["City__c > ''", false],
  ['NumberOfEmployees < 5', false],
  ['NumberOfEmployees > 5', false],
  ['NumberOfEmployees <= 5', false],
  ['NumberOfEmployees >= 5', false],
  ["City__c IN ('x')", false],
  ["Tags__c INCLUDES ('red')", false],
  ["City__c LIKE '%'", false],
  ["City__c LIKE 'x%'", false],
  ['City__c = null', true],
  ['City__c != null', false],
  ["City__c = ''", true],
  ["City__c != ''", false],
  ["City__c != 'x'", true],
  ["City__c <> 'x'", true],
  ['NumberOfEmployees != 5', true],
  ["City__c NOT IN ('x', 'y')", true, 'nullsMatchNotIn'],
  ["(NOT City__c IN ('x'))", true, 'nullsMatchNotIn'],
  ["(NOT City__c = 'x')", true],
  ["(NOT City__c != 'x')", false],
  ['(NOT City__c = null)', false],
  ["(NOT City__c LIKE 'x%')", true, 'nullsMatchNotLike'],
  ["Tags__c EXCLUDES ('red')", true, 'nullsMatchExcludes'],
  ["(NOT Tags__c INCLUDES ('red'))", true, 'nullsMatchExcludes'],
  ['(NOT NumberOfEmployees > 5)', true, 'nullsMatchNotRange'],
  ['(NOT NumberOfEmployees <= 5)', true, 'nullsMatchNotRange'],
  ['Since__c = TODAY', false],
  ['Since__c < TODAY', false],
  ['Since__c != TODAY', true],
  ["City__c IN ('x', null)", true],
  ["City__c IN ('x', '')", true],
  ["City__c NOT IN ('x', null)", false],
  ['Active__c = null', true],
  ['Active__c != null', false],
  ['Active__c = false', true],
  ['Active__c != true', true],
  ['Active__c = true', false],
  ['Active__c IN (false)', true],
  ['Parent.City__c = null', true],
  ["Parent.City__c = ''", true],
  ['Parent.City__c != null', false],
  ["Parent.City__c != 'x'", true],
  ["Parent.City__c = 'x'", false],
  ['Parent.Active__c = false', true],
  ['Parent.Active__c = true', false],
  ['Parent.Active__c = null', true],
  ['Parent.Active__c != null', false],
  ["(NOT (City__c = 'x' AND NumberOfEmployees > 5))", true],
  ["(NOT (City__c = 'x' OR City__c = null))", false],
  ['ParentId = null', true],
  ["ParentId != '001D000000IRFma'", true],
  ["ParentId NOT IN ('001D000000IRFma')", true, 'nullsMatchNotIn'],
  ['CALENDAR_YEAR(Since__c) = 2025', false],
  ['CALENDAR_YEAR(Since__c) != 2025', true],
]

describe('two values, no UNKNOWN: what a condition says about null', () => {
  let org: TestOrg
  let turned: TestOrg
  beforeAll(async () => {
    org = await startTestOrg({ records: RECORDS })
    turned = await startTestOrg({
      records: RECORDS,
      variants: {
        nullsMatchNotIn: false,
        nullsMatchNotLike: false,
        nullsMatchExcludes: false,
        nullsMatchNotRange: false,
      },
    })
  })
  afterAll(async () => {
    await org.close()
    await turned.close()
  })

  const cases = TRUTH.map(([condition, onNull, variant]) => ({ condition, onNull, variant }))

  test.each(cases)('$condition is $onNull', async ({ condition, onNull, variant }) => {
    const soql = `SELECT Name FROM Account WHERE Name = 'empty' AND ${condition}`
    expect(await org.records(soql)).toHaveLength(onNull ? 1 : 0)
    const turnedAnswer = variant === undefined ? onNull : !onNull
    expect(await turned.records(soql)).toHaveLength(turnedAnswer ? 1 : 0)
  })
})

test('a lookup compared with an empty text is null, where the variant says so', async () => {
  const org = await startTestOrg({ records: RECORDS, variants: { refNullEmptyString: true } })
  expect(await org.records("SELECT Id FROM Account WHERE ParentId = ''")).toHaveLength(3)
  expect((await org.query("SELECT Id FROM Account WHERE Id = ''")).status).toBe(400)
  await org.close()
})

describe('anti-joins and rows whose lookup is empty', () => {
  const records = {
    Account: [{ Id: '001D000000IRFma', Name: 'a' }],
    Contact: [{ Name: 'with', AccountId: '001D000000IRFma' }, { Name: 'without' }],
    Invoice__c: [{ Name: 'i', Account__c: null }],
  }
  const soql = 'SELECT Name FROM Contact WHERE AccountId NOT IN (SELECT Account__c FROM Invoice__c)'

  test.each([
    [true, ['with', 'without']],
    [false, ['with']],
  ])('antiJoinKeepsNullLeft = %s', async (antiJoinKeepsNullLeft, names) => {
    const org = await startTestOrg({ records, variants: { antiJoinKeepsNullLeft } })
    expect(await org.values(soql, 'Name')).toEqual(names)
    await org.close()
  })
})
