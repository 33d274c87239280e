import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { html } from '../../src/page/html.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'
import { bulkOf } from '../support/bulk.js'

const EVIL = '<script>alert("1")</script> & <img src=x onerror=\'y\'>'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: { Account: [{ Name: EVIL }, { Name: 'b' }, { Name: 'gone', IsDeleted: true }] },
  })
})
afterAll(() => org.close())

const page = async (path: string) => {
  const response = await fetch(`${org.emulator.url}${path}`)
  return { status: response.status, text: await response.text(), headers: response.headers }
}

describe('the home page', () => {
  test('shows objects with their counts', async () => {
    const { status, text, headers } = await page('/')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(text).toMatch(
      /href="\/objects\/Account">Account<\/a>.*?<td class="number">2<\/td><td class="number quiet">1</,
    )
  })

  test('shows credentials', async () => {
    const { text } = await page('/')
    const { credentials, url } = org.emulator
    for (const value of [url, ...Object.values(credentials)]) expect(text).toContain(`>${value}<`)
  })

  test('shows requests with SOQL, rows and status, the last one first', async () => {
    await org.query("SELECT Name FROM Account WHERE Name != 'x'")
    await org.query(`SELECT Nope FROM Account WHERE Name = '<b>'`)
    const { text } = await page('/')
    const good = text.indexOf('SELECT Name FROM Account WHERE Name != &#39;x&#39;')
    const bad = text.indexOf('SELECT Nope FROM Account WHERE Name = &#39;&lt;b&gt;&#39;')
    expect(bad).toBeGreaterThan(0)
    expect(good).toBeGreaterThan(bad)
    expect(text.slice(bad, good)).toContain('<td class="number bad">400</td>')
    expect(text.slice(good)).toMatch(/^.*?<td class="number">200<\/td><td class="number">2<\/td>/s)
  })

  test('shows jobs', async () => {
    const { body } = await bulkOf(org).runQuery('SELECT Id FROM Account')
    expect((await page('/')).text).toMatch(
      new RegExp(
        `${body.id}</td><td>query</td><td class="code">Account</td><td>JobComplete</td><td class="number">2<`,
      ),
    )
  })

  test('is no request of the API', async () => {
    const before = org.emulator.requests.length
    await page('/')
    await page('/objects/Account')
    expect(org.emulator.requests).toHaveLength(before)
  })

  test('needs nothing from elsewhere and goes into no frame', async () => {
    const { text, headers } = await page('/')
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('is not told to names that somebody else made point here', async () => {
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(org.emulator.url)
      httpRequest({ host: '127.0.0.1', port, path: '/', headers: { Host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
  })
})

describe('the page of an object', () => {
  test('shows fields and records, escaped', async () => {
    const { status, text } = await page('/objects/account')
    expect(status).toBe(200)
    expect(text).toContain('<td class="code">AnnualRevenue</td>')
    expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<img')
    expect(text).not.toContain('gone')
  })

  test.each(['/objects/Nope', '/objects/Account/more', '/objects', '/favicon.ico'])(
    '%s is not there',
    async (path) => {
      expect((await page(path)).status).toBe(404)
    },
  )
})

test('whatever is put into a template cannot leave its place', () => {
  const alphabet = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ';', '=', ' ') })
  fc.assert(
    fc.property(alphabet, (value) => {
      const { text } = html`<p title="${value}">${value}</p>`
      const [, attribute = '<', content = '<'] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(text) ?? []
      expect(`${attribute}${content}`).not.toMatch(/[<>"']/)
    }),
    { numRuns: 300 },
  )
})
