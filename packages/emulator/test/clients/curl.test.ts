import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startTestOrg, type TestOrg } from '../support/ask.js'

/** The requests of the platform's guides, sent by curl: no client library stands between. */
const run = promisify(execFile)

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({ records: { Account: [{ Name: 'Acme', Code__c: 'A1' }, { Name: 'Bolt' }] } })
})
afterAll(() => org.close())

async function curl(path: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('curl', [
    '--silent',
    '--show-error',
    '--compressed',
    `${org.emulator.url}${path}`,
    ...args,
  ])
  return stdout
}

test('token, query, write, Bulk query and ingest', async () => {
  const { username, password, securityToken, clientId, clientSecret } = org.emulator.credentials
  const token = JSON.parse(
    await curl(
      '/services/oauth2/token',
      ...['-d', 'grant_type=password', '-d', `client_id=${clientId}`, '-d', `client_secret=${clientSecret}`],
      ...['--data-urlencode', `username=${username}`, '-d', `password=${password}${securityToken}`],
    ),
  )
  const bearer = ['-H', `Authorization: Bearer ${token.access_token}`]
  const json = [...bearer, '-H', 'Content-Type: application/json']
  const data = '/services/data/v67.0'

  expect(JSON.parse(await curl('/services/data')).at(-1).version).toBe('67.0')
  expect(JSON.parse(await curl(`${data}/query/?q=SELECT+name+from+Account`, ...bearer)).totalSize).toBe(2)

  const created = JSON.parse(
    await curl(`${data}/sobjects/Account/`, ...json, '-d', '{"Name" : "Express Logistics and Transport"}'),
  )
  expect(created).toMatchObject({ success: true, errors: [] })

  const query = JSON.parse(
    await curl(
      `${data}/jobs/query`,
      ...json,
      '-d',
      '{"operation": "query", "query": "SELECT Name FROM Account"}',
    ),
  )
  let state = query.state
  for (let tries = 0; state !== 'JobComplete' && tries < 100; tries++) {
    state = JSON.parse(await curl(`${data}/jobs/query/${query.id}`, ...bearer)).state
  }
  const page = await curl(`${data}/jobs/query/${query.id}/results?maxRecords=2`, ...bearer, '--include')
  expect(page).toMatch(/^Sforce-NumberOfRecords: 2\r$/m)
  const [, locator] = /^Sforce-Locator: (\S+)\r$/m.exec(page) ?? []
  const rest = await curl(
    `${data}/jobs/query/${query.id}/results?locator=${locator}&maxRecords=2`,
    ...bearer,
    '--include',
  )
  expect(rest).toMatch(/^Sforce-Locator: null\r$/m)
  expect(rest.endsWith('"Name"\n"Express Logistics and Transport"\n')).toBe(true)

  const ingest = JSON.parse(
    await curl(
      `${data}/jobs/ingest`,
      ...json,
      ...[
        '-d',
        '{"object": "Account", "operation": "upsert", "externalIdFieldName": "Code__c", "lineEnding": "LF"}',
      ],
    ),
  )
  const upload = [
    '-X',
    'PUT',
    '-H',
    'Content-Type: text/csv',
    '--data-binary',
    'Code__c,Name\nA1,Changed\nB2,New\n',
  ]
  await curl(`/${ingest.contentUrl}`, ...bearer, ...upload)
  await curl(`${data}/jobs/ingest/${ingest.id}`, ...json, '-X', 'PATCH', '-d', '{"state": "UploadComplete"}')
  for (let tries = 0, ended = false; !ended && tries < 100; tries++) {
    ended = JSON.parse(await curl(`${data}/jobs/ingest/${ingest.id}`, ...bearer)).state === 'JobComplete'
  }
  const results = await curl(`${data}/jobs/ingest/${ingest.id}/successfulResults/`, ...bearer)
  expect(results.split('\n').map((line) => line.split(',').slice(1).join(','))).toEqual([
    '"sf__Created","Code__c","Name"',
    '"false","A1","Changed"',
    '"true","B2","New"',
    '',
  ])
  expect(await curl(`${data}/jobs/ingest/${ingest.id}`, ...bearer, '-X', 'DELETE')).toBe('')
})
