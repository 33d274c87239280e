import { dirname, join } from 'node:path'
import { CertSqlError, didYouMean } from '@certsql/core'
import { configurationFolder } from '../org/settings-location.js'
import { definitionOf } from '../properties/properties.js'
import { requireProperty } from '../properties/property-name.js'
import type { GivenTexts } from '../properties/settings.js'
import { KeyringStore } from './keyring-store.js'
import { ProfileFile } from './profile-file.js'
import { SecretFile } from './secret-file.js'
import type { SecretStore } from './secret-store.js'

type Environment = { readonly [name: string]: string | undefined }

/** One profile as it may be shown: secrets are masked. */
export interface ShownProfile {
  readonly name: string
  readonly isDefault: boolean
  readonly properties: Readonly<Record<string, string>>
}

const MASK = '***'

/**
 * Named sets of connection properties of a user: in a file, with the secrets in the keyring of the system, or where
 * there is none in a file of their own.
 *
 * ```ts
 * const profiles = Profiles.of(process.env)
 * await profiles.save('prod', { User: 'amy@acme.com', Password: 'secret' })
 * const connection = await connect({ Profile: 'prod' })
 * ```
 */
export class Profiles {
  private store: Promise<SecretStore> | undefined

  constructor(
    private readonly file: ProfileFile,
    private readonly openStore: () => Promise<SecretStore>,
  ) {}

  /** `CERTSQL_CONFIG` names the file; `CERTSQL_KEYRING=off` keeps secrets out of the keyring. */
  static of(environment: Environment): Profiles {
    const folder = configurationFolder(environment)
    const file = new ProfileFile(environment.CERTSQL_CONFIG || join(folder, 'config.json'))
    const secrets = new SecretFile(join(dirname(file.path), 'secrets.json'))
    const keyring = async () =>
      environment.CERTSQL_KEYRING === 'off' ? undefined : await KeyringStore.open()
    return new Profiles(file, async () => (await keyring()) ?? secrets)
  }

  get path(): string {
    return this.file.path
  }

  /** Where secrets are kept. */
  async secretPlace(): Promise<string> {
    return (await this.secrets()).place
  }

  async list(): Promise<readonly ShownProfile[]> {
    const { profiles, default: chosen } = await this.file.read()
    return Object.entries(profiles).map(([name, { secrets = '', ...properties }]) => ({
      name,
      isDefault: name === chosen,
      properties: { ...properties, ...Object.fromEntries(namesIn(secrets).map((secret) => [secret, MASK])) },
    }))
  }

  /** The name of the profile that is used when none is named. */
  async defaultName(): Promise<string | undefined> {
    return (await this.file.read()).default
  }

  /** The properties of a profile, secrets too. */
  async load(name: string): Promise<GivenTexts> {
    const { profiles } = await this.file.read()
    const found = profiles[name]
    if (found === undefined) throw unknownProfile(name, Object.keys(profiles), this.path)
    const { secrets = '', ...properties } = found
    const given: Record<string, string> = {}
    for (const [key, value] of Object.entries(properties)) given[requireProperty(key)] = value
    for (const property of namesIn(secrets)) {
      const secret = await (await this.secrets()).get(account(name, property))
      if (secret === undefined) throw lostSecret(name, property, await this.secretPlace())
      given[property] = secret
    }
    return given
  }

  /** Keeps a profile in place of the one that has the name; the first one becomes the default. */
  async save(name: string, properties: Readonly<Record<string, string>>): Promise<void> {
    requireName(name)
    const content = await this.file.read()
    await this.removeSecrets(name, content.profiles[name])
    const open: Record<string, string> = {}
    const secret: string[] = []
    for (const [key, value] of Object.entries(properties)) {
      const property = requireProperty(key)
      if (definitionOf(property).secret !== true) open[property] = value
      else {
        await (await this.secrets()).set(account(name, property), value)
        secret.push(property)
      }
    }
    const saved = secret.length === 0 ? open : { ...open, secrets: secret.join(',') }
    await this.file.write({
      default: content.default ?? name,
      profiles: { ...content.profiles, [name]: saved },
    })
  }

  async remove(name: string): Promise<void> {
    const { profiles, default: chosen } = await this.file.read()
    const { [name]: removed, ...others } = profiles
    if (removed === undefined) throw unknownProfile(name, Object.keys(profiles), this.path)
    await this.removeSecrets(name, removed)
    await this.file.write({
      ...(chosen !== undefined && chosen !== name && { default: chosen }),
      profiles: others,
    })
  }

  async choose(name: string): Promise<void> {
    const content = await this.file.read()
    if (content.profiles[name] === undefined) {
      throw unknownProfile(name, Object.keys(content.profiles), this.path)
    }
    await this.file.write({ ...content, default: name })
  }

  private async removeSecrets(
    name: string,
    profile: Readonly<Record<string, string>> | undefined,
  ): Promise<void> {
    for (const property of namesIn(profile?.secrets ?? '')) {
      await (await this.secrets()).remove(account(name, property))
    }
  }

  private secrets(): Promise<SecretStore> {
    this.store ??= this.openStore()
    return this.store
  }
}

function namesIn(list: string): readonly string[] {
  return list.split(',').filter((name) => name !== '')
}

function account(profile: string, property: string): string {
  return `${profile}/${property}`
}

function requireName(name: string): void {
  if (/^[\w.-]+$/.test(name)) return
  throw new CertSqlError({
    code: 'CERT-8601',
    message: `"${name}" cannot be the name of a profile.`,
    hint: 'letters, digits, and . _ -',
  })
}

function unknownProfile(name: string, known: readonly string[], path: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8601',
    message: `There is no profile "${name}" in ${path}.`,
    hint:
      didYouMean(name, known) ??
      (known.length === 0 ? `certsql login --profile ${name} makes one` : `there are ${known.join(', ')}`),
  })
}

function lostSecret(name: string, property: string, place: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-5004',
    message: `The ${property} of the profile "${name}" is not in ${place}.`,
    hint: `certsql login --profile ${name} asks for it again`,
  })
}
