import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({ files: true })
})
afterAll(() => org.close())

const BYTES = Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 7) % 256))

async function create(object: string, fields: object): Promise<string> {
  const { status, body } = await org.request(`${VERSION}/sobjects/${object}`, {
    method: 'POST',
    body: JSON.stringify(fields),
    headers: { 'Content-Type': 'application/json' },
  })
  expect([status, body]).toEqual([201, expect.objectContaining({ success: true })])
  return body.id
}

async function bytesOf(path: string): Promise<Buffer> {
  const { url, credentials } = org.emulator
  const answer = await fetch(`${url}${path}`, {
    headers: { Authorization: `Bearer ${credentials.accessToken}` },
  })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

test('a version in JSON makes a document, and its bytes can be fetched', async () => {
  const account = org.emulator.org.insert('Account', { Name: 'Acme' })
  const id = await create('ContentVersion', {
    PathOnClient: 'C:\\in\\Report 1.PDF',
    VersionData: BYTES.toString('base64'),
    FirstPublishLocationId: account,
  })
  const [version] = await org.records(
    `SELECT Title, FileExtension, ContentSize, IsLatest, VersionNumber, VersionData, ContentDocumentId, ContentDocument.LatestPublishedVersionId FROM ContentVersion WHERE Id = '${id}'`,
  )
  expect(version).toMatchObject({
    Title: 'Report 1',
    FileExtension: 'pdf',
    ContentSize: 1_000,
    IsLatest: true,
    VersionNumber: '1',
    VersionData: `${VERSION}/sobjects/ContentVersion/${id}/VersionData`,
    ContentDocument: { LatestPublishedVersionId: id },
  })
  expect(await bytesOf(String(version?.VersionData))).toEqual(BYTES)
  const document = version?.ContentDocumentId
  expect(
    await org.values(
      `SELECT LinkedEntityId FROM ContentDocumentLink WHERE ContentDocumentId = '${document}'`,
      'LinkedEntityId',
    ),
  ).toEqual([account])
  await create('ContentVersion', { PathOnClient: 'x.txt', VersionData: 'eHg=', ContentDocumentId: document })
  const versions = await org.records(
    `SELECT VersionNumber, IsLatest FROM ContentVersion WHERE ContentDocumentId = '${document}' ORDER BY VersionNumber`,
  )
  expect(versions).toMatchObject([
    { VersionNumber: '1', IsLatest: false },
    { VersionNumber: '2', IsLatest: true },
  ])
})

test('an attachment as a multipart body, sent again with another one', async () => {
  const ParentId = org.emulator.org.insert('Account', { Name: 'Acme' })
  const form = (fields: object, bytes: Buffer) => {
    const body = new FormData()
    body.append('entity_record', new Blob([JSON.stringify(fields)], { type: 'application/json' }))
    body.append('Body', new Blob([bytes]), 'a "b".bin')
    return body
  }
  const made = await org.request(`${VERSION}/sobjects/Attachment`, {
    method: 'POST',
    body: form({ ParentId, Name: 'a.bin' }, BYTES),
  })
  expect(made.status).toBe(201)
  const path = `${VERSION}/sobjects/Attachment/${made.body.id}`
  expect(await bytesOf(`${path}/Body`)).toEqual(BYTES)
  const changed = await org.request(path, {
    method: 'PATCH',
    body: form({ Name: 'b.bin' }, Buffer.from('--x\r\n--y')),
  })
  expect(changed.status).toBe(204)
  expect((await bytesOf(`${path}/Body`)).toString()).toBe('--x\r\n--y')
  expect((await org.request(path)).body).toMatchObject({ Name: 'b.bin', BodyLength: 8, Body: `${path}/Body` })
})

test('refusals', async () => {
  const missing = await org.request(`${VERSION}/sobjects/ContentVersion`, {
    method: 'POST',
    body: '{"PathOnClient":"x"}',
    headers: { 'Content-Type': 'application/json' },
  })
  expect(missing.body).toMatchObject([{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['VersionData'] }])
  const body = new FormData()
  body.append('VersionData', new Blob(['x']), 'x')
  const bare = await org.request(`${VERSION}/sobjects/ContentVersion`, { method: 'POST', body })
  expect(bare.body).toMatchObject([{ errorCode: 'INVALID_MULTIPART_REQUEST' }])
  expect((await org.request(`${VERSION}/sobjects/Attachment/00P000000000001/Body`)).status).toBe(404)
})
