import { RowProblemsError } from '../../src/index.js'
import { closeWriteOrgs, openWriteOrg, refused } from './write-org.js'

afterAll(closeWriteOrgs)

const { connection, requests } = await openWriteOrg()

/** What is refused before anything is sent. */
async function refusedUnsent(sql: string, parameters: readonly (string | number | null)[] = []) {
  requests()
  const error = await refused(connection.query(sql, parameters))
  expect(requests().filter((one) => !one.startsWith('GET'))).toEqual([])
  return error
}

describe('a statement', () => {
  test.each([
    ["INSERT INTO Account (Nmae) VALUES ('x')", 'CERT-2003', 'did you mean "Name"?'],
    ["INSERT INTO Account (Id, Name) VALUES ('001000000000001', 'x')", 'CERT-8004', 'leave the column out'],
    ["INSERT INTO Account (Name, Number__c) VALUES ('x', '1')", 'CERT-8004', 'leave the column out'],
    ["INSERT INTO Account (Name, name) VALUES ('x', 'y')", 'CERT-2008', undefined],
    ["INSERT INTO Account (Industry) VALUES ('Energy')", 'CERT-8004', 'name the column, and give it values'],
    ["INSERT INTO Account (Name, Industry) VALUES ('x')", 'CERT-3005', undefined],
    ["INSERT INTO Account VALUES ('x')", 'CERT-4002', 'for example INSERT INTO Account (Name) …'],
    ["INSERT INTO Acount (Name) VALUES ('x')", 'CERT-2001', 'did you mean "Account"?'],
    [
      "INSERT INTO Contact (LastName, Acount.Key__c) VALUES ('x', 'y')",
      'CERT-2007',
      'did you mean "Account"?',
    ],
    ['UPDATE Account SET Active__c = 5 WHERE TRUE', 'CERT-3001', 'convert it: CAST(… AS BOOLEAN)'],
    ["UPDATE Account SET Id = 'x' WHERE TRUE", 'CERT-8004', 'leave the column out'],
    ['UPDATE Account SET Name = DEFAULT WHERE TRUE', 'CERT-4002', 'SET Name = NULL empties the field'],
    ["UPDATE Account SET Name = 'x'", 'CERT-8003', expect.stringContaining('WHERE TRUE')],
    ['DELETE FROM Account', 'CERT-8003', expect.stringContaining('AllowUnfilteredWrites')],
    ['DELETE FROM certsql.objects WHERE TRUE', 'CERT-4002', undefined],
    ["INSERT INTO Account (Name) VALUES ('x') RETURNING Nmae", 'CERT-2003', 'did you mean "Name"?'],
    [
      "INSERT INTO Account (Name) VALUES ('x') RETURNING old.Name",
      'CERT-4002',
      'UPDATE, DELETE and MERGE do',
    ],
    ['EXPLAIN ANALYZE DELETE FROM Account WHERE TRUE', 'CERT-4001', expect.stringContaining('DryRun')],
  ])('is refused: %s', async (sql, code, hint) => {
    expect(await refusedUnsent(sql)).toMatchObject({ code, hint })
  })

  test('with a value too many for its parameters is refused', async () => {
    expect(await refusedUnsent('INSERT INTO Account (Name) VALUES (?)', ['a', 'b'])).toMatchObject({
      code: 'CERT-1005',
    })
  })
})

describe('a value', () => {
  test.each([
    ['Name', 'x'.repeat(81), 'has 81 characters, and the field takes 80'],
    ['Name', null, 'is NULL, and the field must be filled'],
    ['Name', '', 'is NULL, and the field must be filled'],
    ['Industry', 'energy', 'is none of the values of this picklist (allowed: Energy, Retail)'],
    ['Tags__c', 'a;z', 'is none of the values of this picklist (allowed: a, b, c)'],
    ['Credit__c', '12.345', 'has 3 decimals, and the field has 2 (round it: ROUND(…, 2))'],
    ['Credit__c', '12345678901234567', 'has 17 digits before the point, and the field takes 16'],
    ['Credit__c', 'a lot', 'is no number'],
    ['Employees__c', 1.5, 'has 1 decimal, and the field has none (round it: ROUND(…, 0))'],
    ['Employees__c', 2_147_483_648, 'is beyond ±2,147,483,647'],
    ['Employees__c', 123_456_789, 'has 9 digits before the point, and the field takes 8'],
    ['Active__c', null, 'is NULL, and a checkbox is TRUE or FALSE (write FALSE)'],
    ['Active__c', 'perhaps', 'is no boolean (write TRUE or FALSE)'],
    ['Since__c', '2025-02-30', 'is no date (write it as YYYY-MM-DD)'],
    ['Since__c', '1066-10-14', 'lies outside of the years 1700 to 4000'],
    ['Seen__c', '2025-02-28 25:00', 'is no moment (write it as YYYY-MM-DD HH:MM:SS)'],
    ['Seen__c', '2025-02-28 10:00:00.123456', 'has more than milliseconds'],
    ['Opens__c', '25:00', 'is no time (write it as HH:MM:SS)'],
    ['ParentId', 'nobody', 'is no Id (an Id has 15 or 18 letters and digits)'],
    ['ParentId', '003000000000001', 'is not the Id of Account: those begin with 001'],
  ])('of %s is refused: %s', async (column, value, message) => {
    const others = column === 'Name' ? '' : ', Name'
    const filler = column === 'Name' ? '' : ", 'x'"
    const error = await refusedUnsent(`INSERT INTO Account (${column}${others}) VALUES (?${filler})`, [value])
    expect(error).toMatchObject({ code: 'CERT-8004' })
    expect(error.details[0]).toContain(message)
    expect(error.details[0]).toMatch(new RegExp(`^row 1, ${column}: `))
  })

  test.each([
    ['Credit__c', '9999999999999999.99'],
    ['Credit__c', '-0.01'],
    ['Credit__c', '1e3'],
    ['Employees__c', '12.0'],
    ['Since__c', '2024-2-29'],
    ['Seen__c', '2025-02-28T10:00:00+02:00'],
    ['Opens__c', '09:30'],
    ['Active__c', 'yes'],
    ['Tags__c', 'a;c'],
    ['ParentId', '001000000000001'],
  ])('of %s is taken: %s', async (column, value) => {
    const sql = `INSERT INTO Account (Name, ${column}) VALUES ('taken', ?)`
    expect((await connection.query(sql, [value])).rowCount).toBe(1)
  })
})

test('problems are told all at once, and counted beyond the first hundred', async () => {
  const rows = Array.from({ length: 150 }, (_, index) => `('${'x'.repeat(81)}', ${index}.5)`)
  const error = await refusedUnsent(`INSERT INTO Account (Name, Employees__c) VALUES ${rows.join(', ')}`)
  expect(error).toBeInstanceOf(RowProblemsError)
  expect(error).toMatchObject({
    count: 300,
    message: '300 values cannot be written; the first 100 are listed.',
  })
  expect(error.details).toHaveLength(100)
  expect(error.render()).toContain("row 1, Employees__c: '0.5' has 1 decimal")
})

test('values that a unique field can hold once are found within the statement', async () => {
  const error = await refusedUnsent("INSERT INTO Account (Name, Key__c) VALUES ('a', 'K9'), ('b', 'k9')")
  expect(error.details).toEqual(["row 2, Key__c: 'k9' stands in row 1 already, and the field is unique"])
})

describe('properties', () => {
  test('ReadOnly refuses at planning', async () => {
    connection.set('ReadOnly', true)
    expect(await refusedUnsent("INSERT INTO Account (Name) VALUES ('x')")).toMatchObject({
      code: 'CERT-8001',
    })
    connection.set('ReadOnly', null)
  })

  test('AllowUnfilteredWrites, also for one statement, lets WHERE be left out', async () => {
    const { connection: own } = await openWriteOrg()
    const sql = 'UPDATE Account SET Employees__c = 1'
    expect((await own.query(sql, [], { allowUnfilteredWrites: true })).rowCount).toBe(5)
    own.set('AllowUnfilteredWrites', true)
    expect((await own.query('DELETE FROM Contact')).rowCount).toBe(3)
  })

  test('DryRun checks and shows, and sends nothing', async () => {
    connection.set('DryRun', true)
    requests()
    const { rows, rowCount, columns } = await connection.query(
      "UPDATE Account SET Credit__c = Credit__c + 0.5 WHERE Key__c IN ('A1', 'A2')",
    )
    expect(columns.map(({ name }) => name)).toEqual(['row', 'operation', 'object', 'road', 'record'])
    expect(rowCount).toBe(0)
    expect(rows.map(({ record }) => record)).toEqual([
      { Id: expect.stringMatching(/^001/), Credit__c: 100.5 },
      { Id: expect.stringMatching(/^001/), Credit__c: 200.5 },
    ])
    expect(requests().filter((one) => !one.startsWith('GET'))).toEqual([])
    expect(await refusedUnsent("INSERT INTO Account (Name) VALUES ('')")).toMatchObject({ code: 'CERT-8004' })
    connection.set('DryRun', null)
  })
})
