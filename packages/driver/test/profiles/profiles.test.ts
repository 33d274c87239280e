import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CertSqlError } from '@certsql/core'
import { Profiles } from '@certsql/driver'
import { ProfileFile } from '../../src/profiles/profile-file.js'
import { SecretFile } from '../../src/profiles/secret-file.js'

let folder: string
let profiles: Profiles
const path = (name: string) => join(folder, 'deep', name)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-profiles-'))
  const store = new SecretFile(path('secrets.json'))
  profiles = new Profiles(new ProfileFile(path('config.json')), async () => store)
})
afterEach(() => rm(folder, { recursive: true }))

const AMY = { user: 'amy@acme.com', PASSWORD: 'hunter2', 'Security Token': 'XYZ', UseSandbox: 'true' }

test('a profile is kept with its secrets apart, both for the owner only', async () => {
  await profiles.save('prod', AMY)
  expect(await profiles.load('prod')).toEqual({
    User: 'amy@acme.com',
    Password: 'hunter2',
    SecurityToken: 'XYZ',
    UseSandbox: 'true',
  })
  const config = await readFile(path('config.json'), 'utf8')
  expect(config).toContain('amy@acme.com')
  expect(config).not.toMatch(/hunter2|XYZ/)
  expect(await readFile(path('secrets.json'), 'utf8')).toContain('hunter2')
  for (const name of ['config.json', 'secrets.json']) {
    expect((await stat(path(name))).mode & 0o777).toBe(0o600)
  }
  expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700)
})

test('the first one is the default, until another is chosen', async () => {
  expect(await profiles.defaultName()).toBeUndefined()
  await profiles.save('prod', AMY)
  await profiles.save('uat', { User: 'amy@acme.com.uat' })
  expect(await profiles.defaultName()).toBe('prod')
  await profiles.choose('uat')
  expect(await profiles.defaultName()).toBe('uat')
})

test('the list masks secrets', async () => {
  await profiles.save('prod', AMY)
  expect(await profiles.list()).toEqual([
    {
      name: 'prod',
      isDefault: true,
      properties: { User: 'amy@acme.com', Password: '***', SecurityToken: '***', UseSandbox: 'true' },
    },
  ])
})

test('saving again and removing leave no secrets behind', async () => {
  await profiles.save('prod', AMY)
  await profiles.save('prod', { User: 'amy@acme.com', Password: 'new' })
  expect(await readFile(path('secrets.json'), 'utf8')).not.toMatch(/hunter2|XYZ/)
  await profiles.remove('prod')
  expect(await profiles.list()).toEqual([])
  expect(await profiles.defaultName()).toBeUndefined()
  expect(JSON.parse(await readFile(path('secrets.json'), 'utf8'))).toEqual({})
})

describe('mistakes', () => {
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.catch((caught: unknown) => caught)
    if (!(error instanceof CertSqlError)) throw new Error('There is no refusal.')
    return `${error.code} ${error.message} ${error.hint ?? ''}`
  }

  test('a name that does not exist suggests others', async () => {
    await profiles.save('prod', AMY)
    expect(await refusal(profiles.load('prd'))).toContain('did you mean "prod"?')
    expect(await refusal(profiles.choose('nowhere'))).toContain('There is no profile "nowhere"')
  })

  test('a name that would not fit, a property that does not exist', async () => {
    expect(await refusal(profiles.save('a b', {}))).toContain('cannot be the name of a profile')
    expect(await refusal(profiles.save('prod', { Usre: 'x' }))).toContain('CERT-2006')
  })

  test('a secret that is lost', async () => {
    await profiles.save('prod', AMY)
    await rm(path('secrets.json'))
    expect(await refusal(profiles.load('prod'))).toContain('certsql login --profile prod asks for it again')
  })

  test('a file that is none of ours is not overwritten', async () => {
    await profiles.save('prod', AMY)
    await writeFile(path('config.json'), 'not JSON')
    expect(await refusal(profiles.save('uat', {}))).toContain('CERT-8603')
    expect(await readFile(path('config.json'), 'utf8')).toBe('not JSON')
  })
})
