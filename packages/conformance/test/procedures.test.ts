import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '@certsql/driver'
import { demoSchema, type Emulator, startEmulator } from '@certsql/emulator'
import { connectTo } from './support/adversarial-org.js'
import { failureOf } from './support/failure.js'

const objects = demoSchema().objects.filter(({ name }) =>
  ['Account', 'Contact', 'Opportunity', 'Lead', 'User'].includes(name),
)

let org: Emulator
let connection: Connection
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-procedures-'))
  org = await startEmulator({
    schema: { objects },
    records: { User: [{ Name: 'Amy', Username: 'amy@x.example' }] },
    files: true,
    bulkJobMs: 0,
    apexRest: {
      '/c2g/post': ({ method, body }) => ({ status: 201, body: { method, posted: body } }),
      '/c2g/broken': () => {
        throw new Error('System.NullPointerException')
      },
    },
  })
  connection = await connectTo(org, {
    AllowLocalFiles: true,
    OAuthClientId: org.credentials.clientId,
    OAuthClientSecret: org.credentials.clientSecret,
  })
})

afterAll(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

async function rows(sql: string, parameters: readonly (string | Date)[] = []) {
  return (await connection.query(sql, parameters)).rows
}

/** The code, the sentence and what the caret shows. */
async function refusal(sql: string) {
  const { code, message, span } = await failureOf(connection.query(sql))
  return [code, message, span === undefined ? undefined : sql.slice(span.start, span.end)]
}

/** What the org holds, by its REST API and not by ours. */
async function rest(path: string, init: RequestInit = {}): Promise<Response> {
  const { url, credentials } = org
  return await fetch(`${url}/services/data/v64.0/${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${credentials.accessToken}`, ...init.headers },
  })
}

async function record(object: string, id: string): Promise<Readonly<Record<string, unknown>>> {
  return (await (await rest(`sobjects/${object}/${id}`)).json()) as Readonly<Record<string, unknown>>
}

async function isAlive(object: string, id: string): Promise<boolean> {
  return (await rest(`sobjects/${object}/${id}`)).status === 200
}

describe('records', () => {
  test('ConvertLead makes an account, a contact and an opportunity', async () => {
    const lead = org.org.insert('Lead', { LastName: 'Rose', FirstName: 'Jane', Company: 'Edge' })
    const statuses = objects.find(({ name }) => name === 'Lead')?.fields.find(({ name }) => name === 'Status')
    const status = statuses?.picklistValues?.find(({ value }) =>
      /convert|qualified/i.test(value ?? ''),
    )?.value
    const [converted] = await rows('CALL ConvertLead(?, ?, OpportunityName => ?)', [
      lead,
      status ?? 'Converted',
      'Big one',
    ])
    expect(converted?.LeadId).toBe(lead)
    expect(await record('Account', String(converted?.AccountId))).toMatchObject({ Name: 'Edge' })
    expect(await record('Contact', String(converted?.ContactId))).toMatchObject({ LastName: 'Rose' })
    expect(await record('Opportunity', String(converted?.OpportunityId))).toMatchObject({ Name: 'Big one' })
    expect((await refusal(`CALL ConvertLead('${lead}', '${status}')`))[0]).toBe('CERT-8002')
  })

  test('MergeRecords moves what refers to the merged ones', async () => {
    const [master, first, second] = ['a', 'b', 'c'].map((name) => org.org.insert('Account', { Name: name }))
    const contact = org.org.insert('Contact', { LastName: 'Rose', AccountId: first ?? '' })
    const merged = await rows(
      `CALL MergeRecords(Object => 'account', MasterId => '${master}', MergedIds => '${first}, ${second}', Fields => '{"Name": "all"}')`,
    )
    expect(merged).toEqual([{ MasterId: master, MergedIds: [first, second], UpdatedRelatedIds: [contact] }])
    expect(await record('Account', master ?? '')).toMatchObject({ Name: 'all' })
    expect(await record('Contact', contact)).toMatchObject({ AccountId: master })
    expect(await isAlive('Account', first ?? '')).toBe(false)
    expect(
      await refusal(`CALL MergeRecords('Account', '${master}', ARRAY['${first}', '${second}', '${master}'])`),
    ).toEqual(['CERT-3002', 'MergeRecords merges 1 or 2 records at a time; 3 are given.', undefined])
  })

  test('EmptyRecycleBin tells of each record', async () => {
    const [gone, alive] = ['a', 'b'].map((name) => org.org.insert('Account', { Name: name }))
    await rest(`sobjects/Account/${gone}`, { method: 'DELETE' })
    expect(await rows(`CALL EmptyRecycleBin(ARRAY['${gone}', '${alive}'])`)).toEqual([
      { Id: gone, Success: true, ErrorCode: null, Message: null },
      { Id: alive, Success: false, ErrorCode: 'INVALID_ID_FIELD', Message: expect.any(String) },
    ])
    expect(await isAlive('Account', alive ?? '')).toBe(true)
  })

  test('GetUpdated and GetDeleted, with expressions and subqueries as arguments', async () => {
    const [kept, gone] = ['kept', 'gone'].map((name) => org.org.insert('Account', { Name: name }))
    await rest(`sobjects/Account/${kept}`, {
      method: 'PATCH',
      body: '{"Name":"kept!"}',
      headers: { 'Content-Type': 'application/json' },
    })
    await rest(`sobjects/Account/${gone}`, { method: 'DELETE' })
    const span = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 120_000)]
    const updated = await connection.query(
      'CALL GetUpdated((SELECT MIN(Name) FROM certsql.objects WHERE name = ?), ?, ?)',
      ['Account', ...span],
    )
    expect(updated.rows.map(({ Id }) => Id)).toContain(kept)
    expect(updated.rows[0]?.LatestDateCovered).toBeInstanceOf(Date)
    expect(updated.notices[0]?.message).toMatch(
      /^Changes are covered until 20.*Z: begin the next question there\.$/,
    )
    const deleted = await rows('CALL GetDeleted(?, StartDate => ?, end_date => ?)', ['Account', ...span])
    expect(deleted.map(({ Id }) => Id)).toContain(gone)
  })

  test('SubmitForApproval', async () => {
    const account = org.org.insert('Account', { Name: 'Acme' })
    const [submitted] = await rows(`CALL SubmitForApproval('${account}', Comments => 'please')`)
    expect(submitted).toMatchObject({ RecordId: account, Status: 'Pending', Success: true })
    expect(submitted?.WorkItemIds).toEqual([expect.stringMatching(/^04i/)])
    const again = await failureOf(connection.query(`CALL SubmitForApproval('${account}')`))
    expect([again.code, again.org?.code]).toEqual(['CERT-6001', 'ALREADY_IN_PROCESS'])
  })
})

describe('files', () => {
  test.each(['ContentVersion', 'Attachment'])('go in and come out as they were: %s', async (object) => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 256))
    const path = join(folder, 'in voice.bin')
    await writeFile(path, content)
    const parent = org.org.insert('Account', { Name: 'Acme' })
    const [uploaded] = await rows('CALL UploadFile(?, ParentId => ?, Object => ?, Title => ?)', [
      path,
      parent,
      object,
      'Größe',
    ])
    expect(uploaded).toEqual({ Id: expect.any(String), Object: object, Bytes: content.length })
    const id = String(uploaded?.Id)
    const field = object === 'Attachment' ? 'Body' : 'VersionData'
    const raw = Buffer.from(await (await rest(`sobjects/${object}/${id}/${field}`)).arrayBuffer())
    expect(hash(raw)).toBe(hash(content))
    expect(await record(object, id)).toMatchObject({ [object === 'Attachment' ? 'Name' : 'Title']: 'Größe' })
    const out = join(folder, `${object}.out`)
    expect(await rows('CALL DownloadFile(?, ?)', [id, out])).toMatchObject([
      { Id: id, Path: out, Bytes: content.length },
    ])
    expect(hash(await readFile(out))).toBe(hash(content))
  })

  test('come out of a document by its latest version', async () => {
    const path = join(folder, 'v.txt')
    await writeFile(path, 'one')
    const [first] = await rows('CALL UploadFile(?)', [path])
    const { ContentDocumentId: document } = await record('ContentVersion', String(first?.Id))
    await writeFile(path, 'two')
    await rows('CALL UploadFile(?, ContentDocumentId => ?)', [path, String(document)])
    const out = join(folder, 'latest.txt')
    await rows('CALL DownloadFile(?, ?)', [String(document), out])
    expect(await readFile(out, 'utf8')).toBe('two')
  })

  test('that are not there leave nothing behind', async () => {
    const before = await readdir(folder)
    const out = join(folder, 'none.txt')
    expect((await refusal(`CALL DownloadFile('0685f00000AbCdE', '${out}')`))[0]).toBe('CERT-6001')
    expect((await refusal(`CALL DownloadFile('0015f00000AbCdE', '${out}')`))[1]).toContain(
      'is not that of a file',
    )
    expect((await refusal(`CALL UploadFile('${join(folder, 'nope')}')`))[1]).toContain(
      'there is no such file',
    )
    expect((await refusal(`CALL UploadFile('${folder}')`))[1]).toContain('it is no file')
    expect(await readdir(folder)).toEqual(before)
  })

  test('are out of reach without AllowLocalFiles', async () => {
    const careful = await connectTo(org)
    const requests = org.requests.length
    const error = await failureOf(careful.query("CALL UploadFile('/etc/hostname')"))
    expect([error.code, error.hint]).toEqual(['CERT-8603', 'connect with AllowLocalFiles=true'])
    expect(org.requests.slice(requests)).toEqual([])
    await careful.close()
  })
})

describe('the org', () => {
  test('GetLimits, GetUserInfo', async () => {
    const limits = await rows('EXEC GetLimits')
    expect(limits.find(({ Name }) => Name === 'DailyApiRequests')).toMatchObject({ Max: expect.any(Number) })
    expect(await rows('CALL certsql.get_user_info()')).toMatchObject([
      { InstanceUrl: org.url, UserId: expect.stringMatching(/^005/) },
    ])
  })

  test('InvokeApex', async () => {
    expect(await rows(`CALL InvokeApex('c2g/post', Body => '{"ids": [1, 2]}')`)).toEqual([
      { Status: 201, Body: { method: 'POST', posted: { ids: [1, 2] } } },
    ])
    expect(await rows("CALL InvokeApex('/services/apexrest/c2g/post', 'put', '{}')")).toEqual([
      { Status: 201, Body: { method: 'PUT', posted: {} } },
    ])
    const broken = await failureOf(connection.query(`CALL InvokeApex('c2g/broken', Body => '{}')`))
    expect([broken.code, broken.org?.code]).toEqual(['CERT-8008', 'APEX_ERROR'])
    expect(await refusal("CALL InvokeApex('c2g/post', 'PUST')")).toEqual([
      'CERT-3002',
      'InvokeApex has no method "PUST".',
      undefined,
    ])
  })

  test('Bulk jobs are listed, looked at, aborted, deleted', async () => {
    const made = await rest('jobs/ingest', {
      method: 'POST',
      body: '{"object":"Account","operation":"insert"}',
      headers: { 'Content-Type': 'application/json' },
    })
    const { id } = (await made.json()) as { readonly id: string }
    expect(await rows('CALL GetBulkJobs()')).toContainEqual(
      expect.objectContaining({
        Id: id,
        Kind: 'ingest',
        Operation: 'insert',
        Object: 'Account',
        State: 'Open',
      }),
    )
    expect(await rows('CALL GetBulkJobs(?)', ['query'])).toEqual([])
    expect(await rows('CALL AbortBulkJob(?)', [id])).toMatchObject([{ Id: id, State: 'Aborted' }])
    expect(await rows('CALL DeleteBulkJob(?)', [id])).toEqual([{ Id: id, Kind: 'ingest' }])
    expect(await refusal(`CALL GetBulkJob('${id}')`)).toEqual([
      'CERT-6001',
      `The org has no Bulk job ${id}.`,
      undefined,
    ])
  })

  test('OAuth, step by step', async () => {
    const [page] = await rows(
      "CALL GetOAuthAuthorizationUrl(CallbackURL => 'http://localhost:33333', Scope => 'api')",
    )
    const url = new URL(String(page?.URL))
    expect(url.origin).toBe(org.url)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: org.credentials.clientId,
      scope: 'api',
      state: page?.State,
      code_challenge: createHash('sha256').update(String(page?.CodeVerifier)).digest('base64url'),
    })
    const error = await failureOf(connection.query("CALL GetOAuthAccessToken('wrong-code-of-mine')"))
    expect(error.org?.code).toBe('invalid_grant')
    expect(error.message).not.toContain('wrong-code-of-mine')
    expect((await refusal("CALL RefreshOAuthAccessToken('5Aep861nothing')"))[0]).toBe('CERT-5002')
  })
})

describe('calls', () => {
  test.each([
    ["CALL GetUpdate('Account')", 'CERT-2009', 'There is no procedure "GetUpdate".', 'GetUpdate'],
    ["CALL GetUpdated('Account')", 'CERT-3002', 'GetUpdated needs StartDate.', "CALL GetUpdated('Account')"],
    [
      "CALL GetUpdated('Account', StrtDate => NOW())",
      'CERT-3002',
      'GetUpdated has no parameter "StrtDate".',
      'StrtDate',
    ],
    [
      "CALL GetUpdated('Account', 12)",
      'CERT-3002',
      'StartDate is a TIMESTAMPTZ, and this is an INTEGER.',
      '12',
    ],
    ["CALL GetUpdated('Account', 'gestern')", 'CERT-3003', "'gestern' is not a TIMESTAMPTZ.", "'gestern'"],
    [
      "CALL GetUpdated(Object => 'Account', NOW())",
      'CERT-3002',
      'An argument without a name stands behind one with a name.',
      'NOW()',
    ],
    ["CALL GetUpdated('Account', Object => 'x')", 'CERT-3002', 'Object is given twice.', "Object => 'x'"],
    ['CALL GetLimits(1)', 'CERT-3002', 'GetLimits takes no arguments.', '1'],
    ["CALL DeleteBulkJob('750x', 'query', 3)", 'CERT-3002', 'DeleteBulkJob takes at most 2 arguments.', '3'],
    ['CALL GetBulkJob(NULL)', 'CERT-3002', 'A required argument of the procedure is NULL.', undefined],
    ['CALL GetBulkJob(Name)', 'CERT-2003', expect.stringContaining('Name'), 'Name'],
  ])('%s is refused', async (sql, code, message, place) => {
    expect(await refusal(sql)).toEqual([code, message, place])
  })

  test('are explained without being sent', async () => {
    const requests = org.requests.length
    expect(await connection.explain("CALL GetUpdated('Account', NOW())")).toMatch(
      /^GetUpdated changes nothing, by one request\.\n {2}GET \/services\/data\/v[\d.]+\/sobjects\/Account\/updated\/\?start=…&end=…$/,
    )
    const [{ plan } = { plan: '' }] = await rows(
      "EXPLAIN (FORMAT JSON) CALL InvokeApex('c2g/post', Body => '{}')",
    )
    expect(JSON.parse(String(plan))).toEqual({
      version: 1,
      procedure: 'InvokeApex',
      writes: true,
      requests: ['POST /services/apexrest/c2g/post'],
    })
    expect(org.requests.slice(requests)).toEqual([])
  })

  test('that write are refused by ReadOnly and in a transaction', async () => {
    const account = org.org.insert('Account', { Name: 'Acme' })
    const sql = `CALL SubmitForApproval('${account}')`
    connection.set('ReadOnly', true)
    expect((await refusal(sql))[0]).toBe('CERT-8001')
    expect(await rows("CALL InvokeApex('c2g/post')")).toMatchObject([{ Status: 201 }])
    connection.set('ReadOnly', null)
    const error = await failureOf(connection.transaction((tx) => tx.query(sql)))
    expect(error.code).toBe('CERT-8006')
  })

  test('are listed with what they take and give', async () => {
    expect(await rows("SELECT * FROM certsql.procedures WHERE name = 'GetUpdated'")).toEqual([
      {
        name: 'GetUpdated',
        parameters: 'Object TEXT, StartDate TIMESTAMPTZ, [EndDate TIMESTAMPTZ]',
        results: 'Id ID, LatestDateCovered TIMESTAMPTZ',
        is_write: false,
        description: expect.any(String),
      },
    ])
    expect(
      await rows(
        "SELECT direction, position, name, data_type, is_required, fallback FROM certsql.procedure_parameters WHERE procedure_name = 'GetBulkJob' AND direction = 'IN'",
      ),
    ).toEqual([
      { direction: 'IN', position: 1, name: 'Id', data_type: 'ID', is_required: true, fallback: null },
      {
        direction: 'IN',
        position: 2,
        name: 'Kind',
        data_type: 'TEXT',
        is_required: false,
        fallback: 'found by asking for both',
      },
    ])
  })
})

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
