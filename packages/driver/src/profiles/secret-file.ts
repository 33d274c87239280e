import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SecretStore } from './secret-store.js'

/** Secrets in a file that only its owner may read, for systems without a keyring. */
export class SecretFile implements SecretStore {
  constructor(private readonly path: string) {}

  get place(): string {
    return `the file ${this.path}`
  }

  async get(account: string): Promise<string | undefined> {
    return (await this.read())[account]
  }

  async set(account: string, secret: string): Promise<void> {
    await this.write({ ...(await this.read()), [account]: secret })
  }

  async remove(account: string): Promise<void> {
    const { [account]: removed, ...others } = await this.read()
    if (removed !== undefined) await this.write(others)
  }

  private async read(): Promise<Readonly<Record<string, string>>> {
    const text = await readFile(this.path, 'utf8').catch(() => '{}')
    const secrets: unknown = JSON.parse(text)
    return typeof secrets === 'object' && secrets !== null ? (secrets as Record<string, string>) : {}
  }

  private async write(secrets: Readonly<Record<string, string>>): Promise<void> {
    const draft = `${this.path}.${randomUUID()}`
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
    await writeFile(draft, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 })
    await rename(draft, this.path)
    await chmod(this.path, 0o600)
  }
}
