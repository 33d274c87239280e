import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CertSqlError } from '@certsql/core'
import { withFileLock } from './file-lock.js'
import type { OAuthSettings } from './oauth-settings.js'
import type { SavedLogin } from './saved-login.js'

interface Content {
  readonly version: 1
  readonly logins: Readonly<Record<string, SavedLogin>>
}

const EMPTY: Content = { version: 1, logins: {} }

/**
 * Tokens in a file that only its owner may read. It is never written in place: a reader finds the old content or the
 * new one, and so does the next start after a crash.
 */
export class SettingsFile implements OAuthSettings {
  constructor(private readonly path: string) {}

  async read(login: string): Promise<SavedLogin | undefined> {
    return (await this.#content()).logins[login]
  }

  async write(login: string, saved: SavedLogin | undefined): Promise<void> {
    await this.#inFolder(() =>
      // What a refresh has brought must be kept even if nobody waits for it any more.
      withFileLock(`${this.path}.lock`, NEVER, async () => {
        const { [login]: _, ...others } = (await this.#content()).logins
        const logins = saved === undefined ? others : { ...others, [login]: saved }
        await this.#replace({ version: 1, logins })
      }),
    )
  }

  exclusively<T>(login: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const hash = createHash('sha256').update(login).digest('hex').slice(0, 12)
    return this.#inFolder(() => withFileLock(`${this.path}.${hash}.lock`, signal, work))
  }

  async #content(): Promise<Content> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (cause) {
      if ((cause as { readonly code?: string }).code === 'ENOENT') return EMPTY
      throw unusable(this.path, 'cannot be read', cause)
    }
    const content = parse(text)
    if (content === undefined) throw unusable(this.path, 'holds something else')
    return content
  }

  async #replace(content: Content): Promise<void> {
    const draft = `${this.path}.${randomUUID()}`
    try {
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(content, undefined, 2)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, this.path)
    } catch (error) {
      await unlink(draft).catch(() => undefined)
      throw error
    }
  }

  async #inFolder<T>(work: () => Promise<T>): Promise<T> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
      return await work()
    } catch (error) {
      throw isSystemError(error) ? unusable(this.path, 'cannot be written', error) : error
    }
  }
}

const NEVER = new AbortController().signal

function parse(text: string): Content | undefined {
  try {
    const content = JSON.parse(text) as Partial<Content> | null
    const isOurs = content?.version === 1 && typeof content.logins === 'object' && content.logins !== null
    return isOurs ? (content as Content) : undefined
  } catch {
    return undefined
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as { readonly syscall?: unknown }).syscall === 'string'
}

function unusable(path: string, what: string, cause?: unknown): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8603',
    message: `The file of OAuth tokens "${path}" ${what}.`,
    hint: 'set OAuthSettingsLocation to a file of its own in a folder that may be written to, or to memory://',
    cause,
  })
}
