import type { SecretStore } from './secret-store.js'

const SERVICE = 'certsql'

/** The kernel of Linux has a keyring too, which a restart empties. */
const LASTING = { linux: { store: 'secret-service' } } as const

/** The part of the keyring library that we use. */
interface KeyringLibrary {
  readonly AsyncEntry: new (
    service: string,
    account: string,
    options: { readonly linux: { readonly store: 'secret-service' } },
  ) => {
    getPassword(): Promise<string | undefined | null>
    setPassword(secret: string): Promise<void>
    deletePassword(): Promise<boolean>
  }
}

/** The keyring of the system: Keychain, Credential Manager, Secret Service. */
export class KeyringStore implements SecretStore {
  readonly place = 'the keyring of the system'

  private constructor(private readonly library: KeyringLibrary) {}

  /** Undefined where there is no keyring: on servers there seldom is one. */
  static async open(): Promise<KeyringStore | undefined> {
    try {
      const store = new KeyringStore(await import('@napi-rs/keyring'))
      // A library without a keyring behind it fails at the first question only.
      await store.get('probe')
      return store
    } catch {
      return undefined
    }
  }

  async get(account: string): Promise<string | undefined> {
    return (await this.entry(account).getPassword()) ?? undefined
  }

  async set(account: string, secret: string): Promise<void> {
    await this.entry(account).setPassword(secret)
  }

  async remove(account: string): Promise<void> {
    if ((await this.get(account)) !== undefined) await this.entry(account).deletePassword()
  }

  private entry(account: string) {
    return new this.library.AsyncEntry(SERVICE, account, LASTING)
  }
}
