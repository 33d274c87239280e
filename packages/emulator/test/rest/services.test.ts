import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    apexRest: {
      '/c2g/post': ({ method, body }) => ({ status: 201, body: { method, posted: body } }),
      '/c2g/*': ({ path, parameters }) => ({ body: { path, dryRun: parameters.get('dryRun') } }),
      '/c2g/broken': () => {
        throw new Error('System.NullPointerException: Attempt to de-reference a null object')
      },
      '/c2g/quiet': () => ({}),
    },
  })
})
afterAll(() => org.close())

const post = (path: string, body: unknown) =>
  org.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  })

test('services of the org itself', async () => {
  expect(await post('/services/apexrest/c2g/post', { ids: [1] })).toMatchObject({
    status: 201,
    body: { method: 'POST', posted: { ids: [1] } },
  })
  expect(await org.request('/services/apexrest/c2g/other/1?dryRun=yes')).toMatchObject({
    status: 200,
    body: { path: '/c2g/other/1', dryRun: 'yes' },
  })
  expect(await org.request('/services/apexrest/c2g/quiet')).toMatchObject({ body: '' })
  expect(await org.request('/services/apexrest/c2g/broken')).toMatchObject({
    status: 500,
    body: [{ errorCode: 'APEX_ERROR', message: expect.stringContaining('null object') }],
  })
  expect(await org.request('/services/apexrest/nope')).toMatchObject({
    status: 404,
    body: [{ errorCode: 'NOT_FOUND' }],
  })
  expect(
    await org.request('/services/apexrest/c2g/post', { headers: { Authorization: 'Bearer no' } }),
  ).toMatchObject({ status: 401 })
  expect(org.emulator.requests.find(({ path }) => path === '/services/apexrest/c2g/post')?.apiCalls).toBe(1)
})

test('approvals: submit, approve, reject', async () => {
  const contextId = org.emulator.org.insert('Account', { Name: 'Acme' })
  const act = (actionType: string, id: string) =>
    post(`${VERSION}/process/approvals/`, { requests: [{ actionType, contextId: id }] })
  const submitted = await act('Submit', contextId)
  expect(submitted).toMatchObject({
    status: 200,
    body: [{ entityId: contextId, errors: null, instanceStatus: 'Pending', success: true }],
  })
  const [workitem] = submitted.body[0].newWorkitemIds
  expect(workitem).toMatch(/^04i\w{15}$/)
  expect(await act('Submit', contextId)).toMatchObject({
    status: 400,
    body: [{ success: false, errors: [{ statusCode: 'ALREADY_IN_PROCESS' }] }],
  })
  expect(await act('Approve', workitem)).toMatchObject({
    body: [{ instanceStatus: 'Approved', newWorkitemIds: [], actorIds: null }],
  })
  expect(await act('Reject', workitem)).toMatchObject({ status: 400 })
  expect(await act('Submit', contextId)).toMatchObject({ status: 200 })
  expect(await act('Submit', '001000000000999')).toMatchObject({
    body: [{ errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] }],
  })
  expect(await act('Dance', contextId)).toMatchObject({ status: 400 })
})

describe('collections inside of composite requests', () => {
  const attributes = { type: 'Account' }
  const composite = (allOrNone: boolean) =>
    post(`${VERSION}/composite`, {
      allOrNone,
      compositeRequest: [
        { method: 'POST', url: `${VERSION}/sobjects/Account`, referenceId: 'one', body: { Name: 'one' } },
        {
          method: 'POST',
          url: `${VERSION}/composite/sobjects`,
          referenceId: 'some',
          body: {
            allOrNone: false,
            records: [
              { attributes, Name: 'two' },
              { attributes, Name: 'x'.repeat(256) },
            ],
          },
        },
      ],
    })
  const names = () => org.values("SELECT Name FROM Account WHERE Name IN ('one', 'two')", 'Name')

  test('all or none of the whole holds for them too', async () => {
    const { body } = await composite(true)
    const [one, some] = body.compositeResponse
    expect(one).toMatchObject({ httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] })
    expect(some).toMatchObject({
      httpStatusCode: 200,
      body: [
        { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
        { success: false, errors: [{ statusCode: 'STRING_TOO_LONG' }] },
      ],
    })
    expect(await names()).toEqual([])
  })

  test('without it they do as they say', async () => {
    await composite(false)
    expect([...(await names())].sort()).toEqual(['one', 'two'])
  })
})
