import { readdirSync, readFileSync } from 'node:fs'

export interface CorpusStatement {
  readonly sql: string
  /** Whether PostgreSQL takes it too. */
  readonly postgresql: boolean
}

export function readTestData(name: string): string {
  return readFileSync(new URL(`../testdata/${name}`, import.meta.url), 'utf8')
}

/** The statements of `corpus.sql`, one on each line, with the dialect of their section. */
export function readCorpus(): CorpusStatement[] {
  const statements: CorpusStatement[] = []
  let postgresql = false
  for (const line of readTestData('corpus.sql').split('\n')) {
    if (line.startsWith('-- ')) postgresql = line.startsWith('-- postgresql')
    else if (line !== '') statements.push({ sql: line, postgresql })
  }
  return statements
}

/** One statement on each line; lines that begin with `--` and a space are comments. */
export function readLines(name: string): string[] {
  return readTestData(name)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('-- '))
}

export interface BusinessQuery {
  readonly name: string
  readonly sql: string
}

export function readBusinessQueries(): BusinessQuery[] {
  const folder = new URL('../../../../examples/queries/', import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }))
}
