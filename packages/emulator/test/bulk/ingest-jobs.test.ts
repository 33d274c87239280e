import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'
import { type Bulk, bulkOf } from '../support/bulk.js'

let org: TestOrg
let bulk: Bulk

beforeEach(async () => {
  org = await startTestOrg({
    records: {
      Account: [
        { Name: 'Acme', Code__c: 'A1', AnnualRevenue: 5, City__c: 'Rome' },
        { Name: 'Other', Code__c: 'B2' },
      ],
    },
  })
  bulk = bulkOf(org)
})
afterEach(() => org.close())

const put = (id: string, csv: string, type = 'text/csv') =>
  org.request(`${VERSION}/jobs/ingest/${id}/batches`, {
    method: 'PUT',
    headers: { 'Content-Type': type },
    body: csv,
  })

async function create(job: object): Promise<string> {
  const { status, body } = await bulk.send('POST', 'ingest', { object: 'Account', ...job })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.id
}

interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely.
  readonly info: any
  readonly successful: string
  readonly failed: string
  readonly unprocessed: string
}

async function outcomeOf(id: string): Promise<Outcome> {
  const { body } = await bulk.finished('ingest', id)
  const read = async (what: string) => (await bulk.send('GET', `ingest/${id}/${what}`)).body
  return {
    info: body,
    successful: await read('successfulResults/'),
    failed: await read('failedResults/'),
    unprocessed: await read('unprocessedrecords/'),
  }
}

async function run(job: object, csv: string): Promise<Outcome> {
  const id = await create(job)
  expect((await put(id, csv)).status).toBe(201)
  expect((await bulk.send('PATCH', `ingest/${id}`, { state: 'UploadComplete' })).status).toBe(200)
  return outcomeOf(id)
}

const idOf = async (name: string) =>
  String((await org.values(`SELECT Id FROM Account WHERE Name = '${name}'`, 'Id'))[0])

describe('an ingest job', () => {
  test('is created, filled, closed, run, and read', async () => {
    const created = await bulk.send('POST', 'ingest', {
      object: 'account',
      operation: 'insert',
      lineEnding: 'LF',
    })
    const { id } = created.body
    expect(created.body).toEqual({
      id: expect.stringMatching(/^750\w{15}$/),
      operation: 'insert',
      object: 'Account',
      createdById: expect.stringMatching(/^005/),
      createdDate: '2025-06-18T12:00:00.000+0000',
      systemModstamp: '2025-06-18T12:00:00.000+0000',
      state: 'Open',
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: 67,
      jobType: 'V2Ingest',
      contentUrl: `services/data/v67.0/jobs/ingest/${id}/batches`,
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
    })
    const uploaded = await put(id, 'Name,AnnualRevenue\nNew,1.2e3\n,5\n')
    expect([uploaded.status, uploaded.body]).toEqual([201, ''])
    const closed = await bulk.send('PATCH', `ingest/${id}`, { state: 'UploadComplete' })
    expect([closed.status, closed.body.state]).toEqual([200, 'UploadComplete'])
    const { info, successful, failed, unprocessed } = await outcomeOf(id)
    expect(info).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 2,
      numberRecordsFailed: 1,
      retries: 0,
      apexProcessingTime: 0,
      apiActiveProcessingTime: expect.any(Number),
      totalProcessingTime: expect.any(Number),
    })
    expect(info).not.toHaveProperty('contentUrl')
    expect(successful).toBe(
      `"sf__Id","sf__Created","Name","AnnualRevenue"\n"${await idOf('New')}","true","New","1.2e3"\n`,
    )
    expect(failed).toBe(
      '"sf__Id","sf__Error","Name","AnnualRevenue"\n"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --","","5"\n',
    )
    expect(unprocessed).toBe('"Name","AnnualRevenue"\n')
    expect(await org.values("SELECT AnnualRevenue FROM Account WHERE Name = 'New'", 'AnnualRevenue')).toEqual(
      [1200],
    )
  })

  test('updates: empty cells change nothing, #N/A empties', async () => {
    const id = await idOf('Acme')
    const { successful } = await run(
      { operation: 'update' },
      `Id,Name,AnnualRevenue,City__c\n${id},,7,#N/A\n`,
    )
    expect(successful).toContain(`"${id}","false","${id}","","7","#N/A"`)
    expect(await org.records('SELECT Name, AnnualRevenue, City__c FROM Account LIMIT 1')).toMatchObject([
      { Name: 'Acme', AnnualRevenue: 7, City__c: null },
    ])
  })

  test('upserts by external id', async () => {
    const { successful } = await run(
      { operation: 'upsert', externalIdFieldName: 'Code__c' },
      'Code__c,Name\nA1,Changed\nC3,Fresh\n',
    )
    const created = successful
      .split('\n')
      .slice(1, 3)
      .map((line) => line.split(',')[1])
    expect(created).toEqual(['"false"', '"true"'])
    expect(await org.values('SELECT Name FROM Account ORDER BY Code__c', 'Name')).toEqual([
      'Changed',
      'Other',
      'Fresh',
    ])
  })

  test.each(['delete', 'hardDelete'])('%s', async (operation) => {
    const id = await idOf('Acme')
    const { info, failed } = await run({ operation }, `Id\n${id}\n${id}\n001000000000000\n`)
    expect(info).toMatchObject({ numberRecordsProcessed: 3, numberRecordsFailed: 2 })
    expect(failed.split('\n')).toHaveLength(4)
    expect(await org.values('SELECT Name FROM Account', 'Name')).toEqual(['Other'])
    const { body } = await org.queryAll('SELECT Name FROM Account')
    expect(body.totalSize).toBe(operation === 'delete' ? 2 : 1)
  })

  test('finds parents by their external ids, of one or of several objects', async () => {
    const one = await run(
      { object: 'Contact', operation: 'insert' },
      'Name,Account.Code__c\nJane,A1\nJoe,nobody\nJim,#N/A\n',
    )
    expect(one.info).toMatchObject({ numberRecordsProcessed: 3, numberRecordsFailed: 1 })
    expect(one.failed).toContain('"Joe","nobody"')
    expect(await org.values("SELECT Account.Name FROM Contact WHERE Name = 'Jane'", 'Account')).toMatchObject(
      [{ Name: 'Acme' }],
    )
    const several = await run(
      { object: 'Task', operation: 'insert' },
      'Subject,Account:What.Code__c\nCall,B2\n',
    )
    expect(several.failed.split('\n')).toHaveLength(2)
    expect(await org.values('SELECT What.Name FROM Task', 'What')).toMatchObject([{ Name: 'Other' }])
  })

  test.each([
    ['BACKQUOTE', '`', 'LF'],
    ['CARET', '^', 'CRLF'],
    ['PIPE', '|', 'LF'],
    ['SEMICOLON', ';', 'CRLF'],
    ['TAB', '\t', 'LF'],
  ])('reads and writes columns with %s', async (columnDelimiter, character, lineEnding) => {
    const end = lineEnding === 'LF' ? '\n' : '\r\n'
    const text = `quoted "${character}" ${'\n'} line`
    const csv = `Name${character}City__c${end}"${text.replaceAll('"', '""')}"${character}Bonn${end}`
    const { successful } = await run({ operation: 'insert', columnDelimiter, lineEnding }, csv)
    expect(await org.values("SELECT Name FROM Account WHERE City__c = 'Bonn'", 'Name')).toEqual([text])
    expect(
      successful.startsWith(`"sf__Id"${character}"sf__Created"${character}"Name"${character}"City__c"${end}`),
    ).toBe(true)
    expect(successful).toContain(`"quoted ""${character}"" \n line"${character}"Bonn"${end}`)
  })

  test('says which values do not fit', async () => {
    const { failed } = await run(
      { operation: 'insert' },
      'Name,AnnualRevenue,Since__c,Active__c\nA,ten,,\nB,,2025-02-30,\nC,,,yes\n',
    )
    expect(failed.match(/INVALID_TYPE_ON_FIELD_IN_RECORD:/g)).toHaveLength(3)
  })

  test('tells lines that are too long or too short from the others', async () => {
    const { info, failed } = await run({ operation: 'insert' }, 'Name,City__c\nA,Rome\nB\nC,Rome,more\n')
    expect(info).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 3, numberRecordsFailed: 2 })
    expect(failed).toContain('"","INVALID_INPUT:The row has 1 values, but there are 2 columns:--","B"')
  })

  test.each([
    [
      'an unknown column',
      { operation: 'insert' },
      'Name,Nope\na,b\n',
      'InvalidBatch : Field name not found : Nope',
    ],
    [
      'an unknown parent',
      { operation: 'insert' },
      'Name,Nope.Id\na,b\n',
      'InvalidBatch : Field name not found : Nope.Id',
    ],
    [
      'a column twice',
      { operation: 'insert' },
      'Name,name\na,b\n',
      'InvalidBatch : Duplicate field name found : name',
    ],
    ['no Id', { operation: 'update' }, 'Name\na\n', 'InvalidBatch : Field name not found : Id'],
    [
      'no key',
      { operation: 'upsert', externalIdFieldName: 'Code__c' },
      'Name\na\n',
      'InvalidBatch : Field name not found : Code__c',
    ],
    [
      'more than Ids',
      { operation: 'delete' },
      'Id,Name\na,b\n',
      "InvalidBatch : The 'delete' batch must contain only ids",
    ],
    ['nothing', { operation: 'insert' }, '', 'InvalidBatch : The file has no header row'],
    [
      'a header beyond all bounds',
      { operation: 'insert' },
      `${'x'.repeat(32_001)}\na\n`,
      'InvalidBatch : The header row is too long',
    ],
    [
      'another line ending',
      { operation: 'insert' },
      'Name\r\na\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
  ])('with %s it fails', async (_, job, csv, errorMessage) => {
    const { info, unprocessed, successful } = await run(job, csv)
    expect(info).toMatchObject({ state: 'Failed', errorMessage, numberRecordsProcessed: 0 })
    expect(successful.split('\n')).toHaveLength(2)
    if (csv !== '') expect(unprocessed).toContain(csv.split('\n')[1]?.trim())
    expect(await org.values('SELECT Id FROM Account', 'Id')).toHaveLength(2)
  })

  test('that fails half-way keeps what was written and tells the rest', async () => {
    const { info, successful, unprocessed } = await run({ operation: 'insert' }, 'Name\nA\nB\n"open\nC\n')
    expect(info).toMatchObject({ state: 'Failed', numberRecordsProcessed: 2 })
    expect(successful.split('\n')).toHaveLength(4)
    expect(unprocessed).toBe('"Name"\n"open\nC\n')
    expect(await org.values("SELECT Name FROM Account WHERE Name IN ('A', 'B')", 'Name')).toEqual(['A', 'B'])
  })

  test('can be made together with its records', async () => {
    const boundary = 'XYZ-1'
    const body = [
      `--${boundary}`,
      'Content-Type: application/json',
      'Content-Disposition: form-data; name="job"',
      '',
      '{"object":"Account","operation":"insert","lineEnding":"LF"}',
      `--${boundary}`,
      'Content-Type: text/csv',
      'Content-Disposition: form-data; name="content"; filename="content"',
      '',
      'Name\nTogether\n',
      `--${boundary}--`,
    ].join('\r\n')
    const { status, body: info } = await org.request(`${VERSION}/jobs/ingest`, {
      method: 'POST',
      headers: { 'Content-Type': `multipart/form-data; boundary="${boundary}"` },
      body,
    })
    expect([status, info.state]).toEqual([200, 'UploadComplete'])
    expect((await outcomeOf(info.id)).info).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1 })
    expect(await idOf('Together')).toMatch(/^001/)
  })

  test.each([
    ['--X\r\n\r\n--X--', 'INVALID_MULTIPART_REQUEST'],
    ['nonsense', 'INVALID_MULTIPART_REQUEST'],
    ['--X\r\nContent-Disposition: form-data; name="job"\r\n\r\n{}\r\n--X--', 'INVALIDJOB'],
    ['--X\r\nContent-Disposition: form-data; name="content"\r\n\r\na\r\n--X--', 'JSON_PARSER_ERROR'],
  ])('refuses the parts %j', async (body, errorCode) => {
    const answer = await org.request(`${VERSION}/jobs/ingest`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=X' },
      body,
    })
    expect([answer.status, answer.body[0].errorCode]).toEqual([400, errorCode])
  })
})

describe('the life of an ingest job', () => {
  test('takes data once, and only while it is open', async () => {
    const id = await create({ operation: 'insert' })
    expect((await bulk.send('PATCH', `ingest/${id}`, { state: 'UploadComplete' })).body[0].errorCode).toBe(
      'INVALIDJOBSTATE',
    )
    expect((await put(id, 'Name\na\n', 'application/json')).status).toBe(415)
    expect((await put(id, 'Name\na\n')).status).toBe(201)
    expect((await put(id, 'Name\nb\n')).body[0]).toEqual({
      errorCode: 'INVALIDJOBSTATE',
      message: 'Data can only be uploaded to a job once',
    })
    expect((await bulk.send('GET', `ingest/${id}/successfulResults`)).body[0].errorCode).toBe(
      'INVALIDJOBSTATE',
    )
    expect((await bulk.send('DELETE', `ingest/${id}`)).body[0].errorCode).toBe('INVALIDJOBSTATE')
    await bulk.send('PATCH', `ingest/${id}`, { state: 'UploadComplete' })
    await bulk.finished('ingest', id)
    expect((await put(id, 'Name\nc\n')).body[0].errorCode).toBe('INVALIDJOBSTATE')
    expect((await bulk.send('PATCH', `ingest/${id}`, { state: 'UploadComplete' })).status).toBe(400)
    expect((await bulk.send('PATCH', `ingest/${id}`, { state: 'Aborted' })).body[0].message).toBe(
      'Aborting already Completed Job not allowed',
    )
    expect((await bulk.send('DELETE', `ingest/${id}`)).status).toBe(204)
    expect((await bulk.send('GET', `ingest/${id}`)).status).toBe(404)
  })

  test('can be cut short: what was not processed is told', async () => {
    const id = await create({ operation: 'insert' })
    await put(id, 'Name\na\nb\n')
    expect((await bulk.send('PATCH', `ingest/${id}`, { state: 'Aborted' })).body.state).toBe('Aborted')
    const { unprocessed, info } = await outcomeOf(id)
    expect(unprocessed).toBe('Name\na\nb\n')
    expect(info).toMatchObject({ state: 'Aborted', numberRecordsProcessed: 0 })
    expect((await put(id, 'Name\na\n')).status).toBe(400)
  })

  test('is one of a list', async () => {
    await create({ operation: 'insert' })
    await create({ operation: 'update' })
    const { body } = await bulk.send('GET', 'ingest?jobType=V2Ingest')
    expect(body.records.map((job: { operation: string }) => job.operation)).toEqual(['insert', 'update'])
    expect(body.done).toBe(true)
  })

  test('hard deletion is a matter of permission', async () => {
    const strict = await startTestOrg({ bulkHardDelete: false })
    const { status, body } = await bulkOf(strict).send('POST', 'ingest', {
      object: 'Account',
      operation: 'hardDelete',
    })
    expect([status, body[0].errorCode]).toEqual([400, 'FEATURENOTENABLED'])
    await strict.close()
  })

  test.each([
    [{ operation: 'insert' }, 'INVALIDJOB'],
    [{ object: 'Nope', operation: 'insert' }, 'INVALIDJOB'],
    [{ object: 'Account' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'merge' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'upsert' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'upsert', externalIdFieldName: 'Nope' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'insert', columnDelimiter: ';' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'insert', state: 'Open' }, 'JSON_PARSER_ERROR'],
  ])('%j is refused with %s', async (job, errorCode) => {
    const { status, body } = await bulk.send('POST', 'ingest', job)
    expect([status, body[0].errorCode]).toEqual([400, errorCode])
  })
})

test('trouble on demand meets the records of a job', async () => {
  const troubled = await startTestOrg({
    faults: [
      {
        match: { method: 'PATCH', path: '/jobs/ingest/' },
        action: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW', every: 2 } },
      },
    ],
  })
  const troubledBulk = bulkOf(troubled)
  const { body } = await troubledBulk.send('POST', 'ingest', { object: 'Account', operation: 'insert' })
  await troubled.request(`${VERSION}/jobs/ingest/${body.id}/batches`, {
    method: 'PUT',
    headers: { 'Content-Type': 'text/csv' },
    body: 'Name\na\nb\nc\nd\n',
  })
  await troubledBulk.send('PATCH', `ingest/${body.id}`, { state: 'UploadComplete' })
  const { body: info } = await troubledBulk.finished('ingest', body.id)
  expect(info).toMatchObject({ numberRecordsProcessed: 4, numberRecordsFailed: 2 })
  const { body: failed } = await troubledBulk.send('GET', `ingest/${body.id}/failedResults`)
  expect(failed.match(/UNABLE_TO_LOCK_ROW:/g)).toHaveLength(2)
  await troubled.close()
})

test('thousands of records are written while other requests are answered', async () => {
  const count = 5_000
  const id = await create({ operation: 'insert' })
  await put(
    id,
    `Name,Code__c\n${Array.from({ length: count }, (_, index) => `Many ${index},M${index}\n`).join('')}`,
  )
  await bulk.send('PATCH', `ingest/${id}`, { state: 'UploadComplete' })
  const { body } = await bulk.finished('ingest', id)
  expect(body).toMatchObject({ numberRecordsProcessed: count, numberRecordsFailed: 0 })
  const { body: found } = await org.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Many %'")
  expect(found.totalSize).toBe(count)
})
