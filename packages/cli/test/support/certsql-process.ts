import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Emulator } from '@certsql/emulator'

const BIN = fileURLToPath(new URL('../../../../bin/certsql.js', import.meta.url))

export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

interface SpawnOptions {
  readonly stdin?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly keepsStdinOpen?: true
  /** Where it runs. */
  readonly folder?: string
}

/** A running `certsql`, the built one, as a process of its own. */
export class CertSqlProcess {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  private stdout = ''
  private stderr = ''

  constructor(
    words: readonly string[],
    { stdin = '', environment = {}, keepsStdinOpen, folder }: SpawnOptions = {},
  ) {
    this.child = spawn(process.execPath, [BIN, ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: '/nonexistent', CERTSQL_METADATA_CACHE: 'off', ...environment },
    })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text))
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text))
    this.child.stdin?.on('error', () => undefined)
    if (keepsStdinOpen !== true) this.child.stdin?.end(stdin)
    this.ended = new Promise((resolve) => {
      this.child.on('close', (exitCode) => resolve({ exitCode, stdout: this.stdout, stderr: this.stderr }))
    })
  }

  /** Waits for the first piece of output, or the end. */
  async firstOutput(): Promise<void> {
    const data = new Promise((resolve) => this.child.stdout?.once('data', resolve))
    if (this.stdout === '') await Promise.race([data, this.ended])
  }
}

export function certsql(words: readonly string[], options?: SpawnOptions): Promise<Ended> {
  return new CertSqlProcess(words, options).ended
}

/** A URL that logs in to a local org; some properties may be other ones. */
export function urlOf(
  { url, credentials }: Emulator,
  changes: Readonly<Record<string, string>> = {},
): string {
  const properties = {
    LoginURL: url,
    User: credentials.username,
    Password: credentials.password,
    SecurityToken: credentials.securityToken,
    ...changes,
  }
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `certinia:///?${pairs.join('&')}`
}
