import { printLoginEnvelope, readLoginAnswer } from '../src/auth/soap-envelope.js'
import { SOAP_LOGIN_FAULTS } from '../src/auth/soap-faults.js'
import { type BasicAuthentication, connectSalesforce } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { type FakeOrg, QUICK_RETRY, type Respond, startFakeOrg } from './fake-org.js'

const USER = 'amy@acme.com'

function faultXml(code: string, message: string, prefix = 'sf:'): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>${prefix}${code}</faultcode><faultstring>${code}: ${message}</faultstring><detail><sf:LoginFault xsi:type="sf:LoginFault"><sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${message}</sf:exceptionMessage></sf:LoginFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`
}

function resultXml(host: string, { expired = false } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><loginResponse><result><metadataServerUrl>http://${host}/services/Soap/m/64.0/00D</metadataServerUrl><passwordExpired>${expired}</passwordExpired><sandbox>false</sandbox><serverUrl>http://${host}/services/Soap/u/64.0/00D5f000000EXAM</serverUrl><sessionId>00D5f000000EXAM!AQ4AQ&amp;x</sessionId><userId>0055f000000ABCDAA1</userId><userInfo><organizationId>00D5f000000EXAMEAV</organizationId><organizationMultiCurrency>true</organizationMultiCurrency><organizationName>Smith &amp; Sons</organizationName><roleId xsi:nil="true"/><userId>0055f000000ABCDAA1</userId><userLanguage>en_US</userLanguage><userLocale>de_DE</userLocale><userName>${USER}</userName><userTimeZone>Europe/Berlin</userTimeZone></userInfo></result></loginResponse></soapenv:Body></soapenv:Envelope>`
}

const XML = 'text/xml;charset=UTF-8'

async function withLogin<T>(respond: Respond, work: (org: FakeOrg) => Promise<T>): Promise<T> {
  const org = await startFakeOrg(respond)
  try {
    return await work(org)
  } finally {
    await org.close()
  }
}

function connect(
  org: FakeOrg,
  auth: Partial<BasicAuthentication> = {},
  apiVersion: string | undefined = '67.0',
) {
  return connectSalesforce({
    auth: { scheme: 'Basic', user: USER, password: 'hunter2', loginUrl: org.url, ...auth },
    retry: QUICK_RETRY,
    ...(apiVersion === undefined ? {} : { apiVersion }),
  })
}

test('logs in with the token behind the password, at a version that still has login()', async () => {
  await withLogin(
    (request) => ({ body: resultXml(request.headers.host ?? ''), contentType: XML }),
    async (org) => {
      const client = await connect(org, { password: `a<b>&"'c`, securityToken: 'TOKEN&1' })
      const [login] = org.received
      expect(login?.method).toBe('POST')
      expect(login?.url).toBe('/services/Soap/u/64.0')
      expect(login?.headers).toMatchObject({ 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' })
      expect(login?.body).toContain('<urn:password>a&lt;b&gt;&amp;&quot;&apos;cTOKEN&amp;1</urn:password>')
      expect(client.apiVersion).toBe('67.0')
      expect(client.instanceUrl).toBe(org.url)
      // What the login has told costs no further call.
      expect(await client.userInfo()).toEqual({
        userId: '0055f000000ABCDAA1',
        organizationId: '00D5f000000EXAMEAV',
        userName: USER,
        timeZone: 'Europe/Berlin',
        locale: 'de_DE',
        language: 'en_US',
        multiCurrency: true,
      })
      expect(org.received).toHaveLength(1)
      client.close()
    },
  )
})

test.each([
  ['40.0', '40.0'],
  ['64.0', '64.0'],
  ['65.0', '64.0'],
])('REST %s logs in by SOAP %s', async (rest, soap) => {
  await withLogin(
    (request) => ({ body: resultXml(request.headers.host ?? ''), contentType: XML }),
    async (org) => {
      const client = await connect(org, {}, rest)
      client.close()
      expect(org.received[0]?.url).toBe(`/services/Soap/u/${soap}`)
    },
  )
})

describe('each fault has its own sentence and hint', () => {
  const final = Object.entries(SOAP_LOGIN_FAULTS).filter(([, { reaction }]) => reaction === 'final')
  const passing = Object.entries(SOAP_LOGIN_FAULTS).filter(([, { reaction }]) => reaction === 'retry')

  test.each(final)('%s', async (code, rule) => {
    await withLogin(
      () => ({ status: 500, body: faultXml(code, 'Texte traduit'), contentType: XML }),
      async (org) => {
        const error = await failureOf(connect(org))
        expect(error.code).toBe(rule.code)
        expect(error.message).toBe(rule.message.replace('{user}', USER))
        expect(error.hint).toBe(rule.hint)
        expect(error.org).toEqual({ code, message: 'Texte traduit', httpStatus: 500 })
        expect(org.received).toHaveLength(1)
      },
    )
  })

  test.each(passing)('%s passes', async (code) => {
    await withLogin(
      (request, number) =>
        number === 1
          ? { status: 500, body: faultXml(code, 'later'), contentType: XML }
          : { body: resultXml(request.headers.host ?? ''), contentType: XML },
      async (org) => {
        const client = await connect(org)
        client.close()
        expect(org.received).toHaveLength(2)
      },
    )
  })

  test('no two sentences are the same', () => {
    const messages = Object.values(SOAP_LOGIN_FAULTS).map(({ message }) => message)
    expect(new Set(messages).size).toBe(messages.length)
  })

  test('an unknown one', async () => {
    await withLogin(
      () => ({ status: 500, body: faultXml('NEWLY_INVENTED', 'x', ''), contentType: XML }),
      async (org) => {
        const error = await failureOf(connect(org))
        expect(error).toMatchObject({
          code: 'CERT-5003',
          message: `The org refused the login of ${USER}: NEWLY_INVENTED.`,
        })
      },
    )
  })
})

test('an expired password is an error, though the answer is a success', async () => {
  await withLogin(
    (request) => ({ body: resultXml(request.headers.host ?? '', { expired: true }), contentType: XML }),
    async (org) => {
      const error = await failureOf(connect(org))
      expect(error).toMatchObject({ code: 'CERT-5003', message: `The password of ${USER} has expired.` })
    },
  )
})

test('a page instead of the answer', async () => {
  await withLogin(
    () => ({ body: '<html><title>Corporate proxy</title></html>' }),
    async (org) => {
      const error = await failureOf(connect(org))
      expect(error.code).toBe('CERT-6002')
      expect(error.message).toContain('a web page ("Corporate proxy", HTTP 200, text/html) instead of XML.')
    },
  )
})

test('an empty user or password is found before anything is sent', async () => {
  await withLogin(
    () => ({}),
    async (org) => {
      expect(await failureOf(connect(org, { user: '' }))).toMatchObject({ code: 'CERT-5004' })
      expect((await failureOf(connect(org, { password: '' }))).message).toContain('Password')
      expect((await failureOf(connect(org, { password: 'a\u0000b' }))).code).toBe('CERT-8601')
      expect(org.received).toHaveLength(0)
    },
  )
})

describe('the envelope', () => {
  test.each([`a<b>&"'c`, 'ü€😀', 'line\r\nfeed', ' blanks ', ']]>', '&amp;'])(
    'carries %j unchanged',
    async (secret) => {
      const { DOMParser } = await import('@xmldom/xmldom')
      const document = new DOMParser().parseFromString(printLoginEnvelope('u', secret), 'text/xml')
      expect(document.getElementsByTagName('urn:password').item(0)?.textContent).toBe(secret)
    },
  )

  test('refuses what XML cannot carry', () => {
    for (const text of ['\u0000', '\u001b', '\ufffe', '\ud800'])
      expect(() => printLoginEnvelope('u', text)).toThrow(/control character/)
  })

  test.each([
    '',
    'not xml',
    '<a',
    '<html><body>hi</body></html>',
    '<!DOCTYPE x [<!ENTITY e "&e;">]><x>&e;</x>',
  ])('is no answer: %j', async (text) => expect(await readLoginAnswer(text)).toBeUndefined())

  test('reads a fault with and without prefix, and one without detail', async () => {
    const bare = faultXml('INVALID_LOGIN', 'no', '').replace(/<detail>.*<\/detail>/, '')
    expect(await readLoginAnswer(bare)).toEqual({
      kind: 'fault',
      code: 'INVALID_LOGIN',
      message: 'INVALID_LOGIN: no',
    })
    expect(await readLoginAnswer(faultXml('INVALID_LOGIN', 'no'))).toEqual({
      kind: 'fault',
      code: 'INVALID_LOGIN',
      message: 'no',
    })
  })
})
