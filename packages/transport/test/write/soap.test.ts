import { failureOf } from '../failure-of.js'
import { TOKEN, withOrg } from '../fake-org.js'
import { firstMeets, live, MISHAPS, mishaps, withEmulatedOrg } from './emulated-org.js'

test('merges, and says what it moved', async () => {
  await withEmulatedOrg({}, async (client, emulator) => {
    const [master, other] = ['a', 'b'].map((Name) => emulator.org.insert('Account', { Name })) as [
      string,
      string,
    ]
    const contact = emulator.org.insert('Contact', { LastName: 'Rose', AccountId: other })
    const merge = {
      object: 'Account',
      masterId: master,
      mergedIds: [other],
      fields: { Phone: '<&> "1"', Site: null },
    }
    expect(await client.soap.merge(merge)).toEqual({
      kind: 'done',
      id: master,
      mergedIds: [other],
      updatedRelatedIds: [contact],
    })
    expect(live(emulator, 'Account', 'Phone')).toEqual(['<&> "1"'])
    expect(await client.soap.merge(merge)).toMatchObject({
      kind: 'failed',
      errors: [{ code: 'ENTITY_IS_DELETED' }],
    })
  })
})

test('converts leads', async () => {
  await withEmulatedOrg({}, async (client, emulator) => {
    const leadId = emulator.org.insert('Lead', {
      LastName: 'Rose',
      Company: 'Rose & Sons',
      Status: 'Open - Not Contacted',
    })
    const convertedStatus = 'Closed - Converted'
    const outcomes = await client.soap.convertLeads([
      { leadId, convertedStatus, opportunityName: 'Roses' },
      { leadId: '00Q000000000999', convertedStatus },
    ])
    expect(outcomes).toMatchObject([
      { kind: 'done', leadId },
      { kind: 'failed', errors: [{ code: 'INVALID_CROSS_REFERENCE_KEY' }] },
    ])
    expect([live(emulator, 'Account'), live(emulator, 'Opportunity')]).toEqual([['Rose & Sons'], ['Roses']])
  })
})

test('empties the bin', async () => {
  await withEmulatedOrg({}, async (client, emulator) => {
    const [a, b] = ['a', 'b'].map((Name) => emulator.org.insert('Account', { Name })) as [string, string]
    await client.writeRecords({
      operation: 'delete',
      object: 'Account',
      records: [{ Id: a }],
      allOrNone: true,
    })
    expect(await client.soap.emptyRecycleBin([a, b])).toMatchObject([
      { kind: 'done', id: a },
      { kind: 'failed' },
    ])
    expect(emulator.org.records('Account')).toHaveLength(1)
  })
})

test.each(mishaps.filter((mishap) => mishap !== 'a lock on the whole'))(
  'conversions, %s: done once, or in doubt',
  async (mishap) => {
    await withEmulatedOrg(firstMeets(mishap, '/Soap/u'), async (client, emulator) => {
      const leadId = emulator.org.insert('Lead', {
        LastName: 'Rose',
        Company: 'Rose',
        Status: 'Open - Not Contacted',
      })
      const [outcome] = await client.soap.convertLeads([{ leadId, convertedStatus: 'Closed - Converted' }])
      expect(outcome?.kind).toBe(MISHAPS[mishap].lost ? 'inDoubt' : 'done')
      expect(live(emulator, 'Account').length).toBeLessThanOrEqual(1)
    })
  },
)

test('the session goes into the header, escaped, and never into an error', async () => {
  const fault =
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>sf:INVALID_OPERATION</faultcode><faultstring>no</faultstring></e:Fault></e:Body></e:Envelope>'
  const reply = { status: 500, body: fault, contentType: 'text/xml' }
  await withOrg(
    () => reply,
    async (client, org) => {
      expect(await failureOf(client.soap.emptyRecycleBin(['001000000000001']))).toMatchObject({
        code: 'CERT-6001',
        org: { code: 'INVALID_OPERATION' },
      })
      expect(org.received[0]).toMatchObject({ method: 'POST', url: '/services/Soap/u/67.0' })
      expect(org.received[0]?.body).toContain(`<urn:sessionId>${TOKEN}</urn:sessionId>`)
      expect(org.received[0]?.body).toContain('<urn:ids>001000000000001</urn:ids>')
      expect(await failureOf(client.soap.emptyRecycleBin(['<x/>']))).toMatchObject({ code: 'CERT-3003' })
    },
  )
})

test('a token in the form of a JWT is told to be the trouble', async () => {
  const fault =
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>no</faultstring></e:Fault></e:Body></e:Envelope>'
  const { connectSalesforce } = await import('../../src/index.js')
  await withOrg(
    () => ({ status: 500, body: fault, contentType: 'text/xml' }),
    async (_, { url }) => {
      const auth = {
        scheme: 'Token',
        accessToken: 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
        instanceUrl: url,
      } as const
      const client = await connectSalesforce({ auth, apiVersion: '67.0' })
      const error = await failureOf(client.soap.emptyRecycleBin(['001000000000001']))
      expect(error).toMatchObject({ code: 'CERT-5002', hint: expect.stringContaining('JWT') })
      client.close()
    },
  )
})
