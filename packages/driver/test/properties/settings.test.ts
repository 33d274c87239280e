import { CertSqlError } from '@certsql/core'
import { parseConnectionUrl } from '../../src/properties/parse-url.js'
import { definitionOf, PROPERTY_NAMES } from '../../src/properties/properties.js'
import { environmentName, findProperty } from '../../src/properties/property-name.js'
import { givenByEnvironment, givenByOptions, Settings } from '../../src/properties/settings.js'

function failure(work: () => unknown): CertSqlError {
  try {
    work()
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('names', () => {
  test.each(['SecurityToken', 'security token', 'Security Token', 'SECURITY_TOKEN', 'securitytoken'])(
    '%s',
    (name) => {
      expect(findProperty(name)).toBe('SecurityToken')
    },
  )

  test('an unknown one is an error with a suggestion', () => {
    const error = failure(() => givenByOptions({ Pasword: 'x' }))
    expect(error.code).toBe('CERT-2006')
    expect(error.message).toBe('There is no property "Pasword".')
    expect(error.hint).toContain('"Password"')
  })

  test.each([
    ['SecurityToken', 'CERTSQL_SECURITY_TOKEN'],
    ['User', 'CERTSQL_USER'],
    ['LoginURL', 'CERTSQL_LOGIN_URL'],
    ['APIVersion', 'CERTSQL_API_VERSION'],
    ['OAuthClientId', 'CERTSQL_OAUTH_CLIENT_ID'],
    ['OAuthJWTCertType', 'CERTSQL_OAUTH_JWT_CERT_TYPE'],
    ['SSOLoginURL', 'CERTSQL_SSO_LOGIN_URL'],
    ['MetadataTTL', 'CERTSQL_METADATA_TTL'],
    ['MaxApiCalls', 'CERTSQL_MAX_API_CALLS'],
  ] as const)('%s is %s in the environment', (name, variable) => {
    expect(environmentName(name)).toBe(variable)
  })

  test('environment names are all different, and found again', () => {
    const variables = PROPERTY_NAMES.map(environmentName)
    expect(new Set(variables).size).toBe(variables.length)
    for (const name of PROPERTY_NAMES) {
      expect(findProperty(environmentName(name).replace('CERTSQL_', ''))).toBe(name)
    }
  })
})

describe('a connection URL', () => {
  test('has properties, encoded or not', () => {
    const { origin, properties } = parseConnectionUrl(
      'certinia:///?User=amy@acme.com&Password=a%26b%3D+c&Security Token=XYZ&use%20sandbox=true',
    )
    expect(origin).toBeUndefined()
    expect(properties).toEqual({
      User: 'amy@acme.com',
      Password: 'a&b=+c',
      SecurityToken: 'XYZ',
      UseSandbox: 'true',
    })
  })

  test.each([
    ['certinia://acme.my.salesforce.com/?User=x', 'https://acme.my.salesforce.com'],
    ['certinia://127.0.0.1:8080?User=x', 'http://127.0.0.1:8080'],
    ['certinia://localhost:8080/', 'http://localhost:8080'],
    ['certinia://', undefined],
  ])('%s names %s', (url, origin) => {
    expect(parseConnectionUrl(url).origin).toBe(origin)
  })

  test.each([
    ['https://acme.com', 'A connection URL starts with certinia://.'],
    ['certinia://amy:secret@acme.com/', 'User and password are properties of a connection URL.'],
    ['certinia:///path?User=x', 'A connection URL has no path.'],
    ['certinia:///?User', '"User" in the connection URL has no value.'],
    ['certinia:///?User=a&user=b', 'User stands twice in the connection URL.'],
    ['certinia:///?User=100%', 'A "%" in the connection URL is not followed by two hexadecimal digits.'],
  ])('%s is refused', (url, message) => {
    expect(failure(() => parseConnectionUrl(url))).toMatchObject({ code: 'CERT-8602', message })
  })

  test('an error never shows the password', () => {
    const error = failure(() => parseConnectionUrl('certinia:///?Password=secret&Pasword=hidden'))
    expect(error.render()).not.toMatch(/secret|hidden/)
  })
})

describe('values', () => {
  test('defaults are of the right type', () => {
    const { values } = new Settings([])
    expect(values).toMatchObject({
      Pushdown: true,
      PageSize: 2000,
      TimeZone: 'UTC',
      Collation: 'Org',
      UseSandbox: false,
      MaxConcurrency: 5,
    })
    expect(values.User).toBeUndefined()
    expect(values.Now).toBeUndefined()
  })

  test('options win over the URL, and the URL over the environment', () => {
    const { values } = new Settings([
      givenByEnvironment({
        CERTSQL_USER: 'environment',
        CERTSQL_PAGE_SIZE: '300',
        CERTSQL_TIME_ZONE: 'Europe/Paris',
      }),
      parseConnectionUrl('certinia:///?User=url&Page Size=400').properties,
      givenByOptions({ user: 'options' }),
    ])
    expect(values).toMatchObject({ User: 'options', PageSize: 400, TimeZone: 'Europe/Paris' })
  })

  test.each([
    [{ UseSandbox: 'yes' }, { UseSandbox: true }],
    [{ Pushdown: 'OFF' }, { Pushdown: false }],
    [{ Sums: 'local' }, { Sums: 'Local' }],
    [{ Objects: ' Account, c2g__* ,' }, { Objects: ['Account', 'c2g__*'] }],
    [{ Objects: ['Account', 'Contact'] }, { Objects: ['Account', 'Contact'] }],
    [{ TimeZone: 'europe/london' }, { TimeZone: 'Europe/London' }],
    [{ Now: '2025-03-31' }, { Now: new Date('2025-03-31T00:00:00Z') }],
    [{ Now: '2025-03-31 10:30' }, { Now: new Date('2025-03-31T10:30:00Z') }],
    [{ Now: '2025-03-31T10:30:00+02:00' }, { Now: new Date('2025-03-31T08:30:00Z') }],
    [{ Now: new Date(0) }, { Now: new Date(0) }],
    [{ MaxRows: 5 }, { MaxRows: 5 }],
    [{ AuthScheme: 'basic' }, { AuthScheme: 'Basic' }],
    // A password may be whatever it likes.
    [{ Password: ' p ' }, { Password: ' p ' }],
  ])('%j is %j', (options, expected) => {
    expect(new Settings([givenByOptions(options)]).values).toMatchObject(expected)
  })

  test.each([
    [{ PageSize: 10 }, 'it must be a whole number from 200 to 2000'],
    [{ MaxRows: -1 }, 'it must be a whole number from 0'],
    [{ MaxRows: 'many' }, 'it must be a whole number from 0'],
    [{ UseSandbox: 'perhaps' }, 'it must be true or false'],
    [{ Sums: 'None' }, 'it must be one of Certified, Server, Local'],
    [{ TimeZone: 'Mars/Olympus' }, 'it must be the name of a time zone, such as Europe/London or UTC'],
    [{ MemoryLimit: 'lots' }, 'it must be an amount of memory, such as 500MB or 2GB'],
    [{ Now: 'yesterday' }, 'it must be a date or a time, such as 2025-03-31 or 2025-03-31T12:00:00Z'],
    [{ Now: '2025-13-31' }, 'it must be a date or a time, such as 2025-03-31 or 2025-03-31T12:00:00Z'],
  ])('%j is refused', (options, hint) => {
    expect(failure(() => new Settings([givenByOptions(options)]))).toMatchObject({ code: 'CERT-8601', hint })
  })

  test('what waits for its feature says so', () => {
    for (const name of PROPERTY_NAMES.filter((one) => definitionOf(one).notYet === true)) {
      expect(failure(() => new Settings([{ [name]: '12345' }]))).toMatchObject({
        code: 'CERT-4001',
        message: `${name} is not supported yet.`,
      })
    }
  })

  test('what is not supported may be given its default', () => {
    expect(new Settings([givenByOptions({ DryRun: false })]).values.DryRun).toBe(false)
  })

  test('every default is a value of its property', () => {
    for (const name of PROPERTY_NAMES) {
      const { default: fallback } = definitionOf(name)
      if (fallback !== null) expect(() => new Settings([{ [name]: fallback }])).not.toThrow()
    }
  })
})

describe('changing a setting', () => {
  test('SET, and back to what was given', () => {
    const settings = new Settings([{ MaxRows: '10' }])
    settings.set('max rows', 5)
    expect(settings.values.MaxRows).toBe(5)
    settings.set('MaxRows', null)
    expect(settings.values.MaxRows).toBe(10)
    settings.set('Now', '2025-01-01')
    settings.resetAll()
    expect(settings.values).toMatchObject({ MaxRows: 10 })
    expect(settings.values.Now).toBeUndefined()
  })

  test('a bad value changes nothing', () => {
    const settings = new Settings([])
    expect(failure(() => settings.set('TimeZone', 'nowhere')).code).toBe('CERT-8601')
    expect(settings.values.TimeZone).toBe('UTC')
  })

  test('who is logged in stays', () => {
    const error = failure(() => new Settings([]).set('User', 'bob'))
    expect(error.message).toBe('User can only be given when connecting.')
  })
})

describe('secrets', () => {
  const secrets = PROPERTY_NAMES.filter((name) => definitionOf(name).secret === true)

  test('are passwords, tokens and keys', () => {
    expect(secrets).toEqual(
      expect.arrayContaining([
        'Password',
        'SecurityToken',
        'OAuthClientSecret',
        'OAuthAccessToken',
        'OAuthRefreshToken',
      ]),
    )
  })

  test('are masked wherever settings are listed', () => {
    const settings = new Settings([{ Password: 'hunter2', SecurityToken: 'XYZ123', User: 'amy' }])
    const listed = JSON.stringify([settings.all(), settings.show('Password')])
    expect(listed).not.toMatch(/hunter2|XYZ123/)
    expect(settings.show('User').value).toBe('amy')
    expect(settings.show('Password').value).toBe('***')
  })
})
