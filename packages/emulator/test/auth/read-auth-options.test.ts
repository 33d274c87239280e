import { readAuthOptions } from '../../src/auth/read-auth-options.js'
import { parseCommandLine } from '../../src/command/command-line.js'

test('what is right is taken as it is', () => {
  const auth = {
    users: [{ username: 'amy', password: 'x', status: 'locked', hasApprovedApp: false }],
    organization: 'maintenance',
    userStatus: 'inactive',
    isSandbox: true,
    jwtCertificates: ['-----BEGIN CERTIFICATE-----'],
    codeSeconds: 5,
  }
  expect(readAuthOptions(auth)).toEqual(auth)
})

test.each([
  [[], 'is no JSON object'],
  [{ isSandBox: true }, 'knows no "isSandBox"'],
  [{ toString: 1 }, 'knows no "toString"'],
  [{ isSandbox: 'yes' }, '"isSandbox" must be a boolean'],
  [{ codeSeconds: '5' }, '"codeSeconds" must be a number'],
  [{ callbackUrls: 'http://localhost' }, '"callbackUrls" must be a list of texts'],
  [{ users: {} }, '"users" must be a list'],
  [{ users: [{ username: 'amy' }] }, 'needs "username" and "password"'],
  [{ users: [{ username: 'amy', password: 'x', securityToken: 1 }] }, '"securityToken" must be a string'],
  [{ users: [{ username: 'amy', password: 'x', status: 'sleepy' }] }, 'there is no status "sleepy"'],
  [{ organization: 'sleepy' }, 'there is no status "sleepy"'],
])('%j is refused', (auth, message) => {
  expect(() => readAuthOptions(auth)).toThrow(message)
})

test('the command takes it from a file', () => {
  expect(() => parseCommandLine(['--auth', 'missing.json'])).toThrow('missing.json cannot be read')
})
