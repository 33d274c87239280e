import type { AuthOptions } from '../../src/auth/auth-options.js'
import type { UserStatus } from '../../src/auth/user-status.js'
import type { EmulatorOptions } from '../../src/emulator-options.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'
import { callSoap, loginCall, useSession, xmlText } from '../support/auth.js'

async function withOrg<T>(options: EmulatorOptions, work: (org: TestOrg) => Promise<T>): Promise<T> {
  const org = await startTestOrg(options)
  try {
    return await work(org)
  } finally {
    await org.close()
  }
}

const login = ({ emulator }: TestOrg, end = emulator.credentials.securityToken) =>
  callSoap(emulator, loginCall(emulator.credentials.username, emulator.credentials.password + end))

describe('faults of login()', () => {
  const user = (userStatus: UserStatus): { readonly auth: AuthOptions } => ({ auth: { userStatus } })

  test.each([
    ['INVALID_LOGIN', user('inactive')],
    ['PASSWORD_LOCKOUT', user('locked')],
    ['LOGIN_DURING_RESTRICTED_DOMAIN', user('outsideIpRange')],
    ['LOGIN_DURING_RESTRICTED_TIME', user('outsideLoginHours')],
    ['LOGIN_CHALLENGE_ISSUED', user('challenged')],
    ['LOGIN_CHALLENGE_PENDING', user('challengePending')],
    ['API_CURRENTLY_DISABLED', user('apiDisabled')],
    ['CLIENT_NOT_ACCESSIBLE_FOR_USER', user('clientRefused')],
    ['INVALID_SSO_GATEWAY_URL', user('ssoGatewayInvalid')],
    ['SSO_SERVICE_DOWN', user('ssoDown')],
    ['API_DISABLED_FOR_ORG', { auth: { organization: 'apiDisabled' } }],
    ['ORG_LOCKED', { auth: { organization: 'locked' } }],
    ['TRIAL_EXPIRED', { auth: { organization: 'trialExpired' } }],
    ['ORG_IN_MAINTENANCE', { auth: { organization: 'maintenance' } }],
    ['SERVER_UNAVAILABLE', { auth: { organization: 'unavailable' } }],
  ] as const)('%s', async (code, options) => {
    await withOrg(options, async (org) => {
      const { status, xml } = await login(org)
      expect(status).toBe(500)
      expect(xmlText(xml, 'faultcode')).toBe(`sf:${code}`)
      expect(xmlText(xml, 'exceptionCode')).toBe(code)
      expect(xmlText(xml, 'faultstring')).toBe(`${code}: ${xmlText(xml, 'exceptionMessage')}`)
      expect(xml).toContain('xsi:type="sf:LoginFault"')
    })
  })

  test('a missing security token is told, or not, as the variant says', async () => {
    const fault = (options: EmulatorOptions) =>
      withOrg(options, async (org) => xmlText((await login(org, '')).xml, 'exceptionCode'))
    expect(await fault({})).toBe('LOGIN_MUST_USE_SECURITY_TOKEN')
    expect(await fault({ variants: { missingTokenFault: 'INVALID_LOGIN' } })).toBe('INVALID_LOGIN')
    expect(await fault({ trustedNetwork: true })).toBeUndefined()
  })

  test('codes may stand bare, and login() may be an unknown call in version 65', async () => {
    await withOrg(
      { variants: { soapFaultCode: 'bare', lateLoginFault: 'INVALID_OPERATION' } },
      async ({ emulator }) => {
        const call = loginCall(emulator.credentials.username, 'x')
        expect(xmlText((await callSoap(emulator, call)).xml, 'faultcode')).toBe('INVALID_LOGIN')
        const late = await callSoap(emulator, call, { version: '65.0' })
        expect(xmlText(late.xml, 'faultcode')).toBe('INVALID_OPERATION')
      },
    )
  })

  test('too many wrong passwords lock a user', async () => {
    await withOrg({ auth: { lockoutAfter: 3 } }, async (org) => {
      const codes: (string | undefined)[] = []
      for (const end of ['a', 'b', 'c', undefined]) {
        codes.push(xmlText((await login(org, end)).xml, 'exceptionCode'))
      }
      expect(codes).toEqual(['INVALID_LOGIN', 'INVALID_LOGIN', 'PASSWORD_LOCKOUT', 'PASSWORD_LOCKOUT'])
    })
  })

  test('an expired password gives a session that is good for nothing', async () => {
    await withOrg({ auth: { userStatus: 'passwordExpired' } }, async (org) => {
      const { status, xml } = await login(org)
      expect(status).toBe(200)
      expect(xmlText(xml, 'passwordExpired')).toBe('true')
      expect(await useSession(org.emulator, xmlText(xml, 'sessionId'))).toBe(403)
    })
  })

  test('a sandbox says so', async () => {
    await withOrg({ auth: { isSandbox: true } }, async (org) => {
      expect(xmlText((await login(org)).xml, 'sandbox')).toBe('true')
    })
  })
})

describe('calls with a session', () => {
  const COUNT = 450
  let org: TestOrg
  beforeAll(async () => {
    org = await startTestOrg({
      pageSize: 200,
      records: {
        Account: Array.from({ length: COUNT }, (_, index) => ({
          Name: index === 0 ? 'Smith & <Co>' : `Account ${index}`,
          LastSeen__c: '2025-01-31T10:00:00Z',
        })),
      },
    })
    const [parent] = org.emulator.org.records('Account')
    org.emulator.org.insert('Contact', { Name: 'Jane', AccountId: parent?.Id ?? null })
  })
  afterAll(() => org.close())

  const call = (text: string, version = '67.0') =>
    callSoap(org.emulator, text, { session: org.emulator.credentials.accessToken, version })

  test('query() and queryMore() read all pages', async () => {
    const names: string[] = []
    let { xml } = await call(
      '<urn:query><urn:queryString>SELECT Name FROM Account</urn:queryString></urn:query>',
    )
    for (;;) {
      expect(xmlText(xml, 'size')).toBe(String(COUNT))
      names.push(...[...xml.matchAll(/<sf:Name>([^<]*)/g)].map(([, name = '']) => name))
      if (xmlText(xml, 'done') === 'true') break
      const locator = xmlText(xml, 'queryLocator')
      xml = (await call(`<urn:queryMore><urn:queryLocator>${locator}</urn:queryLocator></urn:queryMore>`)).xml
    }
    expect(names).toHaveLength(COUNT)
    expect(names[0]).toBe('Smith &amp; &lt;Co&gt;')
  })

  test('records have their types, nulls, parents and children', async () => {
    const soql =
      'SELECT Name, LastSeen__c, Type, Parent.Name, (SELECT Name FROM Contacts) FROM Account LIMIT 1'
    const { xml } = await call(`<urn:query><urn:queryString>${soql}</urn:queryString></urn:query>`)
    expect(xml).toContain(
      '<records xsi:type="sf:sObject"><sf:type>Account</sf:type><sf:Name>Smith &amp; &lt;Co&gt;</sf:Name><sf:LastSeen__c>2025-01-31T10:00:00.000Z</sf:LastSeen__c><sf:Type xsi:nil="true"/><sf:Parent xsi:nil="true"/><sf:Contacts xsi:type="QueryResult"><done>true</done><queryLocator xsi:nil="true"/><records xsi:type="sf:sObject"><sf:type>Contact</sf:type><sf:Name>Jane</sf:Name></records><size>1</size></sf:Contacts></records>',
    )
  })

  test('getUserInfo() and getServerTimestamp()', async () => {
    expect(xmlText((await call('<urn:getUserInfo/>')).xml, 'userName')).toBe(
      org.emulator.credentials.username,
    )
    expect(xmlText((await call('<urn:getServerTimestamp/>')).xml, 'timestamp')).toBe(
      '2025-06-18T12:00:00.000Z',
    )
  })

  test('logout() ends the session', async () => {
    const { xml } = await login(org)
    const session = xmlText(xml, 'sessionId') ?? ''
    expect((await callSoap(org.emulator, '<urn:logout/>', { session })).status).toBe(200)
    const after = await callSoap(org.emulator, '<urn:getUserInfo/>', { session })
    expect([after.status, xmlText(after.xml, 'faultcode')]).toEqual([500, 'sf:INVALID_SESSION_ID'])
  })

  test.each([
    ['<urn:query><urn:queryString>SELECT FROM</urn:queryString></urn:query>', 'MALFORMED_QUERY'],
    ['<urn:query><urn:queryString>SELECT Id FROM Nope</urn:queryString></urn:query>', 'INVALID_TYPE'],
    ['<urn:queryMore><urn:queryLocator>nonsense</urn:queryLocator></urn:queryMore>', 'INVALID_QUERY_LOCATOR'],
    ['<urn:describeGlobal/>', 'INVALID_OPERATION'],
  ])('%s is a fault', async (text, code) => {
    const { status, xml } = await call(text)
    expect([status, xmlText(xml, 'exceptionCode')]).toEqual([500, code])
  })
})
