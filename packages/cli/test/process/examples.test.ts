import { readdirSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { splitStatements } from '@certsql/sql'
import { certsql } from '../support/certsql-process.js'

const FOLDER = fileURLToPath(new URL('../../../../examples/sql/', import.meta.url))
const EXAMPLES = readdirSync(FOLDER)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-examples-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The words behind `certsql` in the comment that tells how to run an example. */
function wordsOf(example: string): string[] {
  const line = /^--\s+certsql (.*)$/m.exec(example)?.[1] ?? ''
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

test.each(EXAMPLES)(
  'examples/sql/%s runs as its comment says, and each statement has an answer',
  async (file) => {
    const example = await readFile(join(FOLDER, file), 'utf8')
    const words = wordsOf(example).map((word) => word.replace('examples/sql/', FOLDER))
    expect(words).toContain(join(FOLDER, file))
    const { exitCode, stdout, stderr } = await certsql(words, { folder })
    expect(stderr).not.toContain('CERT-')
    expect(exitCode).toBe(0)
    if (words.includes('--output')) {
      const written = await Promise.all(
        (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
      )
      expect(written.join('').split('\r\n').length).toBeGreaterThan(2)
      return
    }
    expect(stdout.match(/^┌/gm)).toHaveLength(splitStatements(example).length)
  },
)
