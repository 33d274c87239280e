import { demoSchema } from '../../src/index.js'
import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'
import { callSoap } from '../support/auth.js'

const objects = demoSchema().objects.filter(({ name }) =>
  ['Account', 'Contact', 'Opportunity', 'Lead', 'User'].includes(name),
)
let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    schema: { objects },
    records: { User: [{ Name: 'Amy', Username: 'amy@x.example' }] },
  })
})
afterAll(() => org.close())

async function call(content: string, header = ''): Promise<string> {
  const { emulator } = org
  const session = `<urn:SessionHeader><urn:sessionId>${emulator.credentials.accessToken}</urn:sessionId></urn:SessionHeader>`
  const envelope = `<?xml version="1.0"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com" xmlns:obj="urn:sobject.partner.soap.sforce.com"><env:Header>${session}${header}</env:Header><env:Body>${content}</env:Body></env:Envelope>`
  const { xml } = await callSoap(emulator, envelope)
  return xml
}

const ALL_OR_NONE = '<urn:AllOrNoneHeader><urn:allOrNone>true</urn:allOrNone></urn:AllOrNoneHeader>'
const results = (xml: string) => xml.match(/<result>.*?<\/result>/gs) ?? []
const account = (name: string) => org.emulator.org.insert('Account', { Name: name })
const remove = (id: string) => org.request(`${VERSION}/sobjects/Account/${id}`, { method: 'DELETE' })
const isAlive = async (id: string) =>
  (await org.values(`SELECT Id FROM Account WHERE Id = '${id}'`, 'Id')).length === 1
const ids = (list: readonly string[]) => list.map((id) => `<urn:ids>${id}</urn:ids>`).join('')

test('undelete brings records back, each for itself', async () => {
  const [a, b] = [account('a'), account('b')]
  await remove(a)
  const xml = await call(`<urn:undelete>${ids([a, b, 'nope'])}</urn:undelete>`)
  const [first, second, third] = results(xml)
  expect(first).toBe(`<result><id>${a}</id><success>true</success></result>`)
  expect(second).toContain('<statusCode>UNDELETE_FAILED</statusCode>')
  expect(second).toContain('<success>false</success>')
  expect(third).toContain('<statusCode>MALFORMED_ID</statusCode>')
  expect(await isAlive(a)).toBe(true)
})

test('undelete of all or none', async () => {
  const [a, b] = [account('a'), account('b')]
  await remove(a)
  const xml = await call(`<urn:undelete>${ids([a, b])}</urn:undelete>`, ALL_OR_NONE)
  expect(results(xml)[0]).toContain('ALL_OR_NONE_OPERATION_ROLLED_BACK')
  expect(await isAlive(a)).toBe(false)
})

test('emptyRecycleBin takes what is in the bin, and nothing else', async () => {
  const [a, b] = [account('a'), account('b')]
  await remove(a)
  const xml = await call(`<urn:emptyRecycleBin>${ids([a, b])}</urn:emptyRecycleBin>`)
  expect(results(xml)[0]).toContain('<success>true</success>')
  expect(results(xml)[1]).toContain('<statusCode>INVALID_ID_FIELD</statusCode>')
  expect((await org.queryAll(`SELECT Id FROM Account WHERE Id = '${a}'`)).body.totalSize).toBe(0)
  expect(await isAlive(b)).toBe(true)
})

test('too many Ids, and sessions that are none, are faults', async () => {
  const xml = await call(`<urn:undelete>${ids(Array.from({ length: 201 }, () => 'x'))}</urn:undelete>`)
  expect(xml).toContain('EXCEEDED_ID_LIMIT')
})

describe('merge', () => {
  const merge = (master: string, fields: string, merged: readonly string[], type = 'Account') =>
    call(
      `<urn:merge><urn:request><urn:masterRecord><obj:type>${type}</obj:type>${fields}<obj:Id>${master}</obj:Id></urn:masterRecord>${merged
        .map((id) => `<urn:recordToMergeIds>${id}</urn:recordToMergeIds>`)
        .join('')}</urn:request></urn:merge>`,
    )

  test('moves what refers to the merged ones, and keeps the values that are wanted', async () => {
    const [master, other] = [account('master'), account('other')]
    const contact = org.emulator.org.insert('Contact', { LastName: 'Rose', AccountId: other })
    const xml = await merge(
      master,
      '<obj:fieldsToNull>Website</obj:fieldsToNull><obj:Phone>5 &amp; 6</obj:Phone>',
      [other],
    )
    expect(results(xml)).toEqual([
      `<result><id>${master}</id><mergedRecordIds>${other}</mergedRecordIds><success>true</success><updatedRelatedIds>${contact}</updatedRelatedIds></result>`,
    ])
    expect(await org.values(`SELECT AccountId FROM Contact WHERE Id = '${contact}'`, 'AccountId')).toEqual([
      master,
    ])
    expect(await org.values(`SELECT Phone FROM Account WHERE Id = '${master}'`, 'Phone')).toEqual(['5 & 6'])
    const gone = await org.queryAll(`SELECT IsDeleted, MasterRecordId FROM Account WHERE Id = '${other}'`)
    expect(gone.body.records[0]).toMatchObject({ IsDeleted: true, MasterRecordId: master })
  })

  test('refuses three, itself, what is gone, and other objects, and changes nothing then', async () => {
    const list = ['a', 'b', 'c', 'd'].map(account)
    const [a = '', b = '', c = '', d = ''] = list
    expect(await merge(a, '', [b, c, d])).toContain('INVALID_NUM_1_OR_2_RECORDS')
    expect(await merge(a, '<obj:Name>new</obj:Name>', [a])).toContain('DUPLICATE_VALUE')
    await remove(b)
    expect(await merge(a, '<obj:Name>new</obj:Name>', [c, b])).toContain('ENTITY_IS_DELETED')
    expect(await merge(a, '', [c], 'Opportunity')).toContain('INVALID_TYPE_FOR_OPERATION')
    expect(await org.values(`SELECT Name FROM Account WHERE Id = '${a}'`, 'Name')).toEqual(['a'])
    expect(await isAlive(c)).toBe(true)
  })
})

describe('convertLead', () => {
  const lead = () =>
    org.emulator.org.insert('Lead', {
      LastName: 'Rose',
      Company: 'Rose Ltd',
      Email: 'r@x.example',
      Status: 'Open - Not Contacted',
    })
  const convert = (id: string, more = '', status = 'Closed - Converted') =>
    call(
      `<urn:convertLead><urn:leadConverts>${more}<urn:convertedStatus>${status}</urn:convertedStatus><urn:leadId>${id}</urn:leadId></urn:leadConverts></urn:convertLead>`,
    )
  const text = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]

  test('makes an account, a contact and an opportunity', async () => {
    const id = lead()
    const xml = await convert(id, '<urn:opportunityName>Roses</urn:opportunityName>')
    expect(text(xml, 'success')).toBe('true')
    expect(text(xml, 'leadId')).toBe(id)
    const [contact] = await org.records(
      `SELECT LastName, Email, Account.Name FROM Contact WHERE Id = '${text(xml, 'contactId')}'`,
    )
    expect(contact).toMatchObject({ LastName: 'Rose', Email: 'r@x.example', Account: { Name: 'Rose Ltd' } })
    expect(
      await org.values(`SELECT Name FROM Opportunity WHERE Id = '${text(xml, 'opportunityId')}'`, 'Name'),
    ).toEqual(['Roses'])
    const [converted] = await org.records(
      `SELECT IsConverted, Status, ConvertedAccountId FROM Lead WHERE Id = '${id}'`,
    )
    expect(converted).toMatchObject({
      IsConverted: true,
      Status: 'Closed - Converted',
      ConvertedAccountId: text(xml, 'accountId'),
    })
    expect(await convert(id)).toContain('CANNOT_UPDATE_CONVERTED_LEAD')
  })

  test('adds to an account, without an opportunity', async () => {
    const known = account('known')
    const xml = await convert(
      lead(),
      `<urn:accountId>${known}</urn:accountId><urn:doNotCreateOpportunity>true</urn:doNotCreateOpportunity>`,
    )
    expect(text(xml, 'accountId')).toBe(known)
    expect(xml).toContain('<opportunityId xsi:nil="true"/>')
  })

  test('refuses unknown states, and makes nothing then', async () => {
    const before = org.emulator.org.records('Account').length
    expect(await convert(lead(), '', 'Nope')).toContain('INVALID_STATUS')
    expect(await convert(lead(), '<urn:contactId>003000000000999AAA</urn:contactId>')).toContain(
      'INVALID_CROSS_REFERENCE_KEY',
    )
    expect(org.emulator.org.records('Account')).toHaveLength(before)
  })
})
