import { type ProxyOptions, proxyFor } from '../../src/http/proxy-choice.js'

const chosen = (address: string, options?: ProxyOptions, environment: Record<string, string> = {}) =>
  proxyFor(new URL(address), options, environment)

const ACME = 'https://acme.my.salesforce.com'

describe('from the properties', () => {
  test.each<[ProxyOptions, string, string | undefined]>([
    [{ server: 'proxy.acme.com' }, 'http://proxy.acme.com', undefined],
    [{ server: 'proxy.acme.com', port: 3128 }, 'http://proxy.acme.com:3128', undefined],
    [{ server: 'https://proxy.acme.com:8443' }, 'https://proxy.acme.com:8443', undefined],
    [{ server: 'proxy', user: 'amy', password: 'p:1' }, 'http://proxy', 'amy:p:1'],
    [{ server: 'http://amy:p%401@proxy:81' }, 'http://proxy:81', 'amy:p@1'],
    [{ server: 'http://amy:old@proxy', user: 'bob', password: 'new' }, 'http://proxy', 'bob:new'],
  ])('%j', (options, url, credentials) => {
    const authorization = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
    expect(chosen(ACME, options)).toEqual({ url, ...(authorization === undefined ? {} : { authorization }) })
  })

  test.each(['socks5://proxy', 'http://', 'a b'])('%s is no proxy', (server) => {
    expect(() => chosen(ACME, { server })).toThrow('is not the address of an HTTP proxy')
  })

  test('they win over the environment, with their exceptions', () => {
    const environment = { HTTPS_PROXY: 'http://other', NO_PROXY: '*' }
    expect(chosen(ACME, { server: 'proxy' }, environment)?.url).toBe('http://proxy')
    const options = { server: 'proxy', exceptions: ['salesforce.com'] }
    expect(chosen(ACME, options, { HTTPS_PROXY: 'http://other' })).toBeUndefined()
  })
})

describe('from the environment', () => {
  test.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [{ HTTPS_PROXY: 'http://a:81' }, 'http://a:81'],
    [{ HTTPS_PROXY: 'http://a', https_proxy: 'http://b' }, 'http://b'],
    [{ ALL_PROXY: 'a' }, 'http://a'],
    [{ HTTP_PROXY: 'http://a' }, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'a', NO_PROXY: 'acme.my.salesforce.com' }, undefined],
    [{ HTTPS_PROXY: 'a', NO_PROXY: 'other.com, .SALESFORCE.com' }, undefined],
    [{ HTTPS_PROXY: 'a', NO_PROXY: '*.salesforce.com' }, undefined],
    [{ HTTPS_PROXY: 'a', NO_PROXY: 'salesforce.com:443' }, undefined],
    [{ HTTPS_PROXY: 'a', NO_PROXY: 'salesforce.com:8443' }, 'http://a'],
    [{ HTTPS_PROXY: 'a', NO_PROXY: 'force.com' }, 'http://a'],
    [{ HTTPS_PROXY: 'a', NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: 'a', no_proxy: '*', NO_PROXY: 'x' }, undefined],
  ])('%j', (environment, url) => {
    expect(chosen(ACME, undefined, environment)?.url).toBe(url)
  })

  test.each(['http://127.0.0.1:8080', 'https://localhost', 'http://[::1]:80'])(
    'this machine (%s) is never reached through a proxy',
    (address) => {
      expect(chosen(address, { server: 'proxy' }, { HTTPS_PROXY: 'a' })).toBeUndefined()
    },
  )
})
