import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ownFolder, removeOrphans } from '../../src/duckdb/own-folders.js'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'certsql-orphans-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

const HOUR = 3_600_000

test('folders of killed processes go when they have been left alone, and no others', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['-e', '0'])
  const old = ['certsql-csv-', 'certsql-'].map((name) => `${name}${dead}-00000001`)
  const fresh = `certsql-csv-${dead}-00000002`
  const others = [basename(ownFolder(parent, 'certsql-csv')), 'certsql-csv-keep', `other-${dead}-00000001`]
  const now = Date.now()
  for (const name of [...old, fresh, ...others]) {
    await mkdir(join(parent, name))
    await writeFile(join(parent, name, '1.csv'), '"Name"\n"Acme"\n')
    const age = name === fresh ? HOUR / 2 : HOUR * 2
    await utimes(join(parent, name), (now - age) / 1000, (now - age) / 1000)
  }
  removeOrphans(parent, now)
  expect((await readdir(parent)).sort()).toEqual([fresh, ...others].sort())
})

test('a process that ends without closing its connections leaves no folder', async () => {
  const program = `
    import { CsvFolder } from '${new URL('../../dist/duckdb/csv-folder.js', import.meta.url).href}'
    import { ownFolder } from '${new URL('../../dist/duckdb/own-folders.js', import.meta.url).href}'
    for (const name of ['a', 'b', 'c']) {
      const folder = new CsvFolder(ownFolder(process.argv[1], 'certsql-csv'))
      await folder.withFile(Buffer.from(name), async () => {})
      if (name === 'a') folder.close()
    }
    process.exit(0)`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, parent])
  expect([status, stderr.toString()]).toEqual([0, ''])
  expect(await readdir(parent)).toEqual([])
})

test('a folder that cannot be read is nobody’s trouble', () => {
  expect(() => removeOrphans(join(parent, 'nowhere'))).not.toThrow()
})
