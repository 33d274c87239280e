import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@certsql/emulator'
import { loginName } from '../../src/auth/oauth-authenticator.js'
import { openSettings } from '../../src/settings/open-settings.js'
import { failureOf } from '../failure-of.js'
import { AMY, appLogin, connectWith, person, tokenRequests, whoIs, withAuthOrg } from '../support/auth-org.js'
import { visitLogin } from '../support/post-forms.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-oauth-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
const newFile = () => join(folder, `${++files}`, 'oauth.json')

const nobody = person(() => Promise.reject(new Error('somebody was asked')))
const somebody = () => person((url) => visitLogin(url))

const query = async (client: Awaited<ReturnType<typeof connectWith>>) => {
  for await (const page of client.query('SELECT Name FROM Account')) expect(page.records).toHaveLength(1)
}

/** Ends a session, as the org does after its time. */
async function endSession(org: Emulator, token: string): Promise<void> {
  const body = new URLSearchParams({ token })
  await fetch(`${org.url}/services/oauth2/revoke`, { method: 'POST', body })
}

interface Kept {
  readonly accessToken: string
  readonly refreshToken: string
  readonly instanceUrl: string
}

async function keptIn(file: string): Promise<Kept> {
  const { logins } = JSON.parse(await readFile(file, 'utf8')) as { readonly logins: Record<string, Kept> }
  const [kept] = Object.values(logins)
  if (kept === undefined) throw new Error('no login is kept')
  return kept
}

describe('a session that has ended', () => {
  test('is renewed with the refresh token, in mid-work and at the start', async () => {
    await withAuthOrg({}, async (org) => {
      const settingsLocation = newFile()
      const login = appLogin(org, { settingsLocation })
      const client = await connectWith(login, { prompts: somebody() })
      const first = await keptIn(settingsLocation)
      await endSession(org, first.accessToken)
      await query(client)
      client.close()
      const second = await keptIn(settingsLocation)
      expect(second.accessToken).not.toBe(first.accessToken)
      expect(second.refreshToken).toBe(first.refreshToken)
      await endSession(org, second.accessToken)
      expect(await whoIs({ ...login, initiate: 'REFRESH' }, { prompts: nobody })).toBe(AMY.username)
      expect(tokenRequests(org)).toBe(3)
    })
  })

  test('a refresh token that the org replaces is kept at once', async () => {
    await withAuthOrg({ rotateRefreshTokens: true }, async (org) => {
      const settingsLocation = newFile()
      const login = appLogin(org, { settingsLocation })
      const client = await connectWith(login, { prompts: somebody() })
      const tokens = new Set<string>()
      for (let round = 0; round < 3; round++) {
        const { accessToken, refreshToken } = await keptIn(settingsLocation)
        tokens.add(refreshToken)
        await endSession(org, accessToken)
        await query(client)
      }
      client.close()
      expect(tokens.size).toBe(3)
    })
  })

  test('a refresh token that was given is used, and then what it has become', async () => {
    await withAuthOrg({ rotateRefreshTokens: true }, async (org) => {
      const { refreshToken, username } = org.credentials
      const login = appLogin(org, { initiate: 'REFRESH', settingsLocation: newFile(), refreshToken })
      expect(await whoIs(login, { prompts: nobody })).toBe(username)
      await endSession(org, (await keptIn(login.settingsLocation ?? '')).accessToken)
      // The given one has ended by now.
      expect(await whoIs(login, { prompts: nobody })).toBe(username)
      // A new one that somebody gives counts for more than what is kept.
      const other = { ...login, refreshToken: 'another one' }
      expect((await failureOf(connectWith(other, { prompts: nobody }))).code).toBe('CERT-5002')
    })
  })

  test('a refresh token that was taken back: REFRESH says so, GETANDREFRESH asks again', async () => {
    await withAuthOrg({}, async (org) => {
      const settingsLocation = newFile()
      const login = appLogin(org, { settingsLocation })
      await whoIs(login, { prompts: somebody() })
      await endSession(org, (await keptIn(settingsLocation)).refreshToken)
      const refreshing = { ...login, initiate: 'REFRESH' } as const
      const error = await failureOf(whoIs(refreshing, { prompts: nobody }))
      expect(error).toMatchObject({
        code: 'CERT-5002',
        message: 'The refresh token has expired or was revoked.',
        hint: expect.stringContaining('GETANDREFRESH'),
      })
      expect(await whoIs(login, { prompts: somebody() })).toBe(AMY.username)
    })
  })

  test('a network that fails during a refresh ends nothing', async () => {
    await withAuthOrg({}, async (org) => {
      const login = appLogin(org, { settingsLocation: newFile() })
      await whoIs(login, { prompts: somebody() })
      const kept = await keptIn(login.settingsLocation ?? '')
      await endSession(org, kept.accessToken)
      const elsewhere = { ...login, loginUrl: 'http://127.0.0.1:9' }
      const retry = { attempts: 1 }
      const moved = { ...elsewhere, refreshToken: kept.refreshToken, initiate: 'REFRESH' } as const
      expect((await failureOf(connectWith(moved, { prompts: nobody, retry }))).code).toBe('CERT-8501')
      expect(await whoIs(login, { prompts: nobody })).toBe(AMY.username)
    })
  })
})

describe('the settings', () => {
  test('are a file for its owner only, in a folder for its owner only, and nothing else stays', async () => {
    await withAuthOrg({}, async (org) => {
      const settingsLocation = newFile()
      await whoIs(appLogin(org, { settingsLocation }), { prompts: somebody() })
      expect((await stat(settingsLocation)).mode & 0o777).toBe(0o600)
      expect((await stat(join(settingsLocation, '..'))).mode & 0o777).toBe(0o700)
      expect(await readdir(join(settingsLocation, '..'))).toEqual(['oauth.json'])
    })
  })

  test('a file that others may read is closed at the next write', async () => {
    await withAuthOrg({}, async (org) => {
      const settingsLocation = join(folder, 'open.json')
      await writeFile(settingsLocation, '{"version":1,"logins":{}}', { mode: 0o644 })
      await whoIs(appLogin(org, { settingsLocation }), { prompts: somebody() })
      expect((await stat(settingsLocation)).mode & 0o777).toBe(0o600)
    })
  })

  test('keep several logins apart', async () => {
    await withAuthOrg({}, async (org) => {
      const settingsLocation = newFile()
      const other = person((url) => visitLogin(url, 'allow', org.credentials))
      await whoIs(appLogin(org, { settingsLocation, user: AMY.username }), { prompts: somebody() })
      const demo = appLogin(org, { settingsLocation, user: org.credentials.username })
      expect(await whoIs(demo, { prompts: other })).toBe(org.credentials.username)
      const amy = appLogin(org, { settingsLocation, user: AMY.username.toUpperCase() })
      expect(await whoIs(amy, { prompts: nobody })).toBe(AMY.username)
    })
  })

  test.each([
    ['{ not json', 'holds something else'],
    ['[1, 2]', 'holds something else'],
  ])('a file of something else (%s) is left alone', async (text, words) => {
    await withAuthOrg({}, async (org) => {
      const settingsLocation = join(folder, `other-${text.length}.json`)
      await writeFile(settingsLocation, text)
      const error = await failureOf(connectWith(appLogin(org, { settingsLocation }), { prompts: nobody }))
      expect(error).toMatchObject({ code: 'CERT-8603', message: expect.stringContaining(words) })
      expect(await readFile(settingsLocation, 'utf8')).toBe(text)
    })
  })

  test('a place that cannot be written is told before anybody logs in', async () => {
    await withAuthOrg({}, async (org) => {
      await writeFile(join(folder, 'file'), '')
      const settingsLocation = join(folder, 'file', 'oauth.json')
      const error = await failureOf(connectWith(appLogin(org, { settingsLocation }), { prompts: nobody }))
      expect(error).toMatchObject({ code: 'CERT-8603', hint: expect.stringContaining('memory://') })
    })
  })
})

describe('InitiateOAuth', () => {
  test('OFF uses the tokens that are given, and renews nothing', async () => {
    await withAuthOrg({}, async (org) => {
      const { accessToken } = org.credentials
      const login = appLogin(org, { initiate: 'OFF', accessToken, instanceUrl: org.url })
      const client = await connectWith(login, { prompts: nobody })
      await query(client)
      await endSession(org, accessToken)
      expect(await failureOf(query(client))).toMatchObject({ code: 'CERT-5002' })
      client.close()
      expect(tokenRequests(org)).toBe(0)
    })
  })

  test.each([
    ['OFF', 'InitiateOAuth is OFF'],
    ['REFRESH', 'no OAuth refresh token'],
  ] as const)('%s without tokens says what is missing', async (initiate, words) => {
    await withAuthOrg({}, async (org) => {
      const error = await failureOf(connectWith(appLogin(org, { initiate }), { prompts: nobody }))
      expect(error).toMatchObject({ code: 'CERT-5004', message: expect.stringContaining(words) })
      expect(error.hint).toContain('GETANDREFRESH')
    })
  })
})

describe('many at once', () => {
  test.each([['a file'], ['memory']])('one refresh for connections that share %s', async (where) => {
    await withAuthOrg({ rotateRefreshTokens: true }, async (org) => {
      const settingsLocation = where === 'memory' ? 'memory://shared' : newFile()
      const login = appLogin(org, { settingsLocation })
      const first = await connectWith(login, { prompts: somebody() })
      const clients = [first, ...(await Promise.all([1, 2, 3, 4].map(() => connectWith(login))))]
      const before = tokenRequests(org)
      const kept = await openSettings(settingsLocation).read(loginName(login))
      await endSession(org, kept?.accessToken ?? '')
      await Promise.all(clients.flatMap((client) => [query(client), query(client)]))
      for (const client of clients) client.close()
      expect(tokenRequests(org) - before).toBe(1)
    })
  })
})
