import { scanToSoql } from '../../src/soql/scan-to-soql.js'
import { planOf, scansOf } from '../support/plan-of.js'
import { soqlComplaint } from '../support/soql-parsers.js'

function soqlOf(sql: string) {
  const [scan] = scansOf(planOf(sql))
  if (scan === undefined) throw new Error('no scan')
  const soql = scanToSoql(scan)
  expect(soqlComplaint(soql.text)).toBeUndefined()
  return { ...soql, names: scan.columns.map(({ name }) => name) }
}

test('a field is selected once, and every column knows where its value stands', () => {
  const { text, paths } = soqlOf(
    'SELECT c.Account.Owner.Name, c.Name, a.Name FROM Contact c JOIN Account a ON a.Id = c.AccountId',
  )
  expect(text).toMatch(/^SELECT Account\.Owner\.Name, Name, Account\.Name FROM Contact /)
  expect(paths).toEqual([['Account', 'Owner', 'Name'], ['Name'], ['Account', 'Name']])
})

test('columns over one field share its path', () => {
  const { text, paths } = soqlOf(
    'SELECT a.Name, b.Name, c.Account.Name FROM Contact c LEFT JOIN Account a ON a.Id = c.AccountId LEFT JOIN Account b ON b.Id = c.AccountId',
  )
  expect(text).toBe('SELECT Account.Name, Account.IsDeleted FROM Contact')
  expect(new Set(paths.map((path) => path.join('.')))).toEqual(new Set(['Account.Name']))
})

test('outputs of an aggregate query have aliases: keys k, figures a', () => {
  const { text, paths } = soqlOf(
    'SELECT OwnerId, MAX(CloseDate), COUNT(*), AccountId FROM Opportunity GROUP BY AccountId, OwnerId',
  )
  expect(text).toBe(
    'SELECT AccountId k0, OwnerId k1, MAX(CloseDate) a0, COUNT(Id) a1 FROM Opportunity GROUP BY AccountId, OwnerId',
  )
  expect(paths).toEqual([['k0'], ['k1'], ['a0'], ['a1']])
})

test('equal aggregates are asked for once', () => {
  expect(
    soqlOf('SELECT COUNT(*), COUNT(1), MAX(CloseDate), MAX(CloseDate) AS again FROM Opportunity').text,
  ).toBe('SELECT COUNT(Id) a0, MAX(CloseDate) a1 FROM Opportunity')
})

test('an alias is never the name of a field', () => {
  const [scan] = scansOf(planOf('SELECT COUNT(*) FROM Account'))
  if (scan === undefined) throw new Error('no scan')
  const [column] = scan.table.columns
  if (column === undefined) throw new Error('no column')
  const table = {
    ...scan.table,
    columns: [...scan.table.columns, { ...column, name: 'A0', fieldType: 'string' as const }],
  }
  expect(scanToSoql({ ...scan, table }).text).toBe('SELECT COUNT(Id) a0x FROM Account')
})

test('rows without columns are asked for by their Id', () => {
  const [scan] = scansOf(planOf('SELECT Name FROM Account'))
  if (scan === undefined) throw new Error('no scan')
  expect(scanToSoql({ ...scan, columns: [], outputs: [] }).text).toBe('SELECT Id FROM Account')
})

test('functions of the org have an alias, as the field itself may be selected too', () => {
  const { text, paths } = soqlOf('SELECT Industry, toLabel(Industry) FROM Account')
  expect(text).toBe('SELECT Industry, toLabel(Industry) f0 FROM Account')
  expect(paths).toEqual([['Industry'], ['f0']])
})
