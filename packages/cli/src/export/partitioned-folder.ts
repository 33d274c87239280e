import { mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { CertSqlError, type Column, type RowBatch, type SqlValue, valueText } from '@certsql/core'
import type { FilePacking, RowFileFormat } from '@certsql/driver'
import { ReplacedFolder } from './replaced-folder.js'
import { type RowTarget, SingleFile, type WrittenFile } from './row-target.js'

/** Each has an open file. */
const MOST_PARTITIONS = 1_000

/** As Hive names the folder of NULL. */
const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__'

/** Files by the values of columns, in folders that most readers understand: `Year=2025/Status=Open/part-0.csv`. */
export class PartitionedFolder implements RowTarget {
  readonly takesCsv = false
  private readonly files = new Map<string, SingleFile>()
  private keys: readonly PartitionKey[] = []
  private kept: readonly number[] = []
  private columns: readonly Column[] = []

  private constructor(
    private readonly folder: ReplacedFolder,
    private readonly names: readonly string[],
    private readonly format: RowFileFormat,
    private readonly packing: FilePacking | undefined,
  ) {}

  static async open(
    path: string,
    names: readonly string[],
    format: RowFileFormat,
    packing: FilePacking | undefined,
  ): Promise<PartitionedFolder> {
    return new PartitionedFolder(await ReplacedFolder.open(path), names, format, packing)
  }

  async begin(columns: readonly Column[]): Promise<void> {
    this.keys = partitionKeys(columns, this.names)
    const places = new Set(this.keys.map(({ place }) => place))
    this.kept = columns.flatMap((_, index) => (places.has(index) ? [] : [index]))
    this.columns = this.kept.flatMap((index) => columns[index] ?? [])
  }

  async write(rows: RowBatch['rows']): Promise<void> {
    const byFolder = new Map<string, (readonly SqlValue[])[]>()
    for (const row of rows) {
      const name = this.keys.map((key) => key.folderOf(row)).join('/')
      const known = byFolder.get(name)
      const values = this.kept.map((index) => row[index] ?? null)
      if (known === undefined) byFolder.set(name, [values])
      else known.push(values)
    }
    for (const [name, part] of byFolder) await (await this.fileOf(name)).write(part)
  }

  writeCsv(): Promise<void> {
    return Promise.reject(new Error('Lines have no partition.'))
  }

  async finish(): Promise<readonly WrittenFile[]> {
    const { path, writePath } = this.folder
    const written: WrittenFile[] = []
    for (const file of this.files.values()) written.push(...(await file.finish()))
    await this.folder.keep()
    return written.map((file) => ({ ...file, path: join(path, relative(writePath, file.path)) }))
  }

  async discard(): Promise<void> {
    for (const file of this.files.values()) await file.discard()
    await this.folder.discard()
  }

  private async fileOf(name: string): Promise<SingleFile> {
    const known = this.files.get(name)
    if (known !== undefined) return known
    if (this.files.size === MOST_PARTITIONS) throw tooManyPartitions(this.names)
    const folder = join(this.folder.writePath, name)
    await mkdir(folder, { recursive: true })
    const suffix = this.packing === undefined ? '' : `.${this.packing}`
    const file = await SingleFile.open(
      join(folder, `part-0.${this.format}${suffix}`),
      this.format,
      this.packing,
    )
    this.files.set(name, file)
    await file.begin(this.columns)
    return file
  }
}

interface PartitionKey {
  readonly name: string
  readonly place: number
  folderOf(row: readonly SqlValue[]): string
}

/** The columns of these names; case does not matter. */
export function partitionKeys(columns: readonly Column[], names: readonly string[]): readonly PartitionKey[] {
  const keys = names.map((name) => {
    const place = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase())
    const column = columns[place]
    if (column === undefined) throw noSuchColumn(name, columns)
    return {
      name: column.name,
      place,
      folderOf(row: readonly SqlValue[]) {
        const value = row[place] ?? null
        const text = value === null ? NULL_PARTITION : folderText(valueText(value, column.type))
        return `${folderText(column.name)}=${text}`
      },
    }
  })
  if (new Set(keys.map(({ place }) => place)).size === columns.length) {
    throw new CertSqlError({
      code: 'CERT-4002',
      message: 'Partitions by all columns leave nothing to write into their files.',
    })
  }
  return keys
}

/** What file systems and readers might take for something else is written %2F. */
function folderText(text: string): string {
  const safe = text.replace(/[^\w .@()-]/gu, (character) => encodeURIComponent(character))
  return safe.replace(/[!'*]|^\.+$/g, (characters) => characters.replace(/./g, hexCode))
}

function hexCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function noSuchColumn(name: string, columns: readonly Column[]): CertSqlError {
  return new CertSqlError({
    code: 'CERT-2003',
    message: `There is no column "${name}" to make partitions by.`,
    hint: `the columns are ${columns.map((column) => column.name).join(', ')}`,
  })
}

function tooManyPartitions(names: readonly string[]): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7002',
    message: `${names.join(', ')} would make more than ${MOST_PARTITIONS.toLocaleString('en')} partitions.`,
    hint: 'partition by something with fewer values, by the month instead of the day for example',
  })
}
