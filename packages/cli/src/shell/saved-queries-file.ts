import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Queries that were given names, in a file of the user's: a JSON object that may be edited by hand. */
export class SavedQueries {
  private constructor(private readonly path: string) {}

  static ofUser({
    XDG_CONFIG_HOME,
    CERTSQL_QUERIES,
  }: Readonly<Record<string, string | undefined>>): SavedQueries {
    const folder = XDG_CONFIG_HOME || join(homedir(), '.config')
    return new SavedQueries(CERTSQL_QUERIES || join(folder, 'certsql', 'queries.json'))
  }

  async read(): Promise<Readonly<Record<string, string>>> {
    const text = await readFile(this.path, 'utf8').catch(() => '{}')
    const saved: unknown = JSON.parse(text)
    if (typeof saved !== 'object' || saved === null) return {}
    return Object.fromEntries(
      Object.entries(saved).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  }

  async put(name: string, statement: string): Promise<void> {
    await this.write({ ...(await this.read()), [name]: statement })
  }

  async remove(name: string): Promise<void> {
    const { [name]: _, ...others } = await this.read()
    await this.write(others)
  }

  private async write(queries: Readonly<Record<string, string>>): Promise<void> {
    const draft = `${this.path}.${process.pid}`
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 })
    await writeFile(draft, `${JSON.stringify(queries, undefined, 2)}\n`, { mode: 0o600 })
    await rename(draft, this.path)
  }
}
