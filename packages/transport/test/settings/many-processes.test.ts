import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loginName } from '../../src/auth/oauth-authenticator.js'
import { withFileLock } from '../../src/settings/file-lock.js'
import { SettingsFile } from '../../src/settings/settings-file.js'
import { appLogin, person, tokenRequests, whoIs, withAuthOrg } from '../support/auth-org.js'
import { visitLogin } from '../support/post-forms.js'

const run = promisify(execFile)
const never = new AbortController().signal

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-locks-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('six processes with one session that has ended: one refresh, and the new token is kept', async () => {
  await withAuthOrg({ rotateRefreshTokens: true }, async (org) => {
    const settingsLocation = join(folder, 'shared', 'oauth.json')
    const login = appLogin(org, { settingsLocation })
    await whoIs(login, { prompts: person((url) => visitLogin(url)) })
    const settings = new SettingsFile(settingsLocation)
    const kept = await settings.read(loginName(login))
    const body = new URLSearchParams({ token: kept?.accessToken ?? '' })
    await fetch(`${org.url}/services/oauth2/revoke`, { method: 'POST', body })
    const before = tokenRequests(org)
    const program = join(import.meta.dirname, 'refresh-in-process.mjs')
    const args = [program, org.url, org.credentials.clientId, settingsLocation]
    const ended = await Promise.all(Array.from({ length: 6 }, () => run(process.execPath, args)))
    expect(ended.map(({ stdout }) => stdout)).toEqual(Array(6).fill('1'))
    expect(tokenRequests(org) - before).toBe(1)
    expect((await settings.read(loginName(login)))?.refreshToken).not.toBe(kept?.refreshToken)
    expect(await readdir(join(folder, 'shared'))).toEqual(['oauth.json'])
  })
}, 60_000)

describe('a lock', () => {
  test('lets one in at a time', async () => {
    const path = join(folder, 'one.lock')
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside--
    }
    await Promise.all(Array.from({ length: 12 }, () => withFileLock(path, never, work)))
    expect(most).toBe(1)
  })

  test('that a dead process has left behind is taken over, by one of many', async () => {
    const path = join(folder, 'dead.lock')
    const child = await run(process.execPath, ['-p', 'process.pid'])
    const holder = { id: 'x', process: Number(child.stdout), host: hostname() }
    await writeFile(path, JSON.stringify(holder))
    const seen: string[] = []
    const work = async () => void seen.push(await readFile(path, 'utf8'))
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, never, work)))
    expect(new Set(seen).size).toBe(8)
    expect((await readdir(folder)).filter((name) => name.startsWith('dead.lock'))).toEqual([])
  })

  test('that another machine holds is waited for, and taken over once it is old', async () => {
    const path = join(folder, 'elsewhere.lock')
    await writeFile(path, JSON.stringify({ id: 'x', process: 1, host: 'another machine' }))
    const abort = AbortSignal.timeout(150)
    await expect(withFileLock(path, abort, () => Promise.resolve('in'))).rejects.toMatchObject({
      code: 'CERT-7006',
    })
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(path, longAgo, longAgo)
    expect(await withFileLock(path, never, () => Promise.resolve('in'))).toBe('in')
  })

  test('is given back when the work fails', async () => {
    const path = join(folder, 'failing.lock')
    await expect(withFileLock(path, never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withFileLock(path, never, () => Promise.resolve('in'))).toBe('in')
  })
})
