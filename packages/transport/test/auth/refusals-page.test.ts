import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OAUTH_FAULTS } from '../../src/auth/oauth-faults.js'
import { PASSWORD_EXPIRED, SOAP_LOGIN_FAULTS } from '../../src/auth/soap-faults.js'
import { SSO_FAULTS } from '../../src/auth/sso-faults.js'
import type { FaultRule } from '../../src/faults/fault-rule.js'

const PAGE = join(import.meta.dirname, '../../../../docs/connecting.md')
const BEGIN = '<!-- from the tables: begin -->\n'
const END = '<!-- from the tables: end -->'

/** What the org says, and the rule for it; in the order of the tables. */
const REFUSALS: readonly (readonly [string, FaultRule])[] = [
  ...Object.entries(SOAP_LOGIN_FAULTS).map(([code, rule]) => [`\`${code}\``, rule] as const),
  ['`passwordExpired`', PASSWORD_EXPIRED],
  ...OAUTH_FAULTS.map(({ error, description, rule }) => {
    const words = description === undefined ? '' : `: ${description.source.replaceAll('\\/', '/')}`
    return [`\`${error}\`${words}`, rule] as const
  }),
  ...Object.entries(SSO_FAULTS).map(([code, rule]) => [`\`${code}\` (WS-Trust)`, rule] as const),
]

function table(): string {
  const words = { user: 'amy@acme.com', host: 'acme.my.salesforce.com', flow: 'chosen' }
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: keyof typeof words) => words[name]).replaceAll('<', '&lt;')
  const rows = REFUSALS.map(([said, { code, message, hint = '', reaction }]) => {
    const again = reaction === 'retry' ? ' (tried again by itself)' : ''
    return `| ${said} | ${code} | ${filled(message)} | ${filled(hint)}${again} |`
  })
  return [
    '| the org says | code | CertSQL says | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

test('docs/connecting.md lists every refusal of a log-in (UPDATE_PAGES=1 writes it)', () => {
  const page = readFileSync(PAGE, 'utf8')
  const [before = '', rest = ''] = page.split(BEGIN)
  const [written = '', after = ''] = rest.split(END)
  if (process.env.UPDATE_PAGES === '1') writeFileSync(PAGE, before + BEGIN + table() + END + after)
  else expect(written).toBe(table())
})

test('no two refusals of one way in share a sentence, and each has a hint', () => {
  for (const [said, { hint }] of REFUSALS)
    expect([said, hint]).toEqual([said, expect.stringMatching(/\w{3}/)])
  const soap = Object.values(SOAP_LOGIN_FAULTS).map(({ message }) => message)
  expect(new Set(soap).size).toBe(soap.length)
  const oauth = OAUTH_FAULTS.map(({ rule }) => rule.message)
  expect(new Set(oauth).size).toBe(oauth.length)
})
