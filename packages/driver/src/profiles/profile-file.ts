import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CertSqlError, systemErrorCode, systemErrorReason } from '@certsql/core'

/** Properties by their proper names; secrets are elsewhere. */
export type ProfileProperties = Readonly<Record<string, string>>

export interface ProfileContent {
  /** The profile that is used when none is named. */
  readonly default?: string
  readonly profiles: Readonly<Record<string, ProfileProperties>>
}

const EMPTY: ProfileContent = { profiles: {} }

/** The configuration file: a JSON object that may be edited by hand. It holds no secret, but is private all the same. */
export class ProfileFile {
  constructor(readonly path: string) {}

  async read(): Promise<ProfileContent> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return EMPTY
      throw this.unusable(systemErrorReason(error), error)
    }
    const content = parseContent(text)
    if (content === undefined) throw this.unusable('it is no JSON object of profiles', undefined)
    return content
  }

  /** Replaces the file all at once; profiles that others have changed meanwhile are lost, which is not worth a lock. */
  async write(content: ProfileContent): Promise<void> {
    const draft = `${this.path}.${randomUUID()}`
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
      await writeFile(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 })
      await rename(draft, this.path)
    } catch (error) {
      throw this.unusable(systemErrorReason(error), error)
    }
  }

  private unusable(reason: string, cause: unknown): CertSqlError {
    return new CertSqlError({
      code: 'CERT-8603',
      message: `The configuration file ${this.path} cannot be used: ${reason}.`,
      hint: 'mend it, or name another one with CERTSQL_CONFIG',
      cause,
    })
  }
}

function parseContent(text: string): ProfileContent | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) return undefined
    const { profiles = {}, default: chosen } = value
    if (!isObject(profiles) || (chosen !== undefined && typeof chosen !== 'string')) return undefined
    const read: [string, ProfileProperties][] = []
    for (const [name, properties] of Object.entries(profiles)) {
      if (!isObject(properties)) return undefined
      read.push([
        name,
        Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, String(one)])),
      ])
    }
    return { profiles: Object.fromEntries(read), ...(chosen !== undefined && { default: chosen }) }
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
