import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileOutput } from '../../src/files/file-output.js'
import { ReplacedFile } from '../../src/files/replaced-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-output-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a file appears only when all is written', async () => {
  const path = join(folder, 'a.csv')
  const output = await FileOutput.open(path)
  await output.write('one,')
  await output.write('two')
  await expect(stat(path)).rejects.toThrow('ENOENT')
  await output.finish()
  expect(await readFile(path, 'utf8')).toBe('one,two')
  expect(await readdir(folder)).toEqual(['a.csv'])
})

test('what is discarded leaves the old file as it was, and nothing beside it', async () => {
  const path = join(folder, 'a.csv')
  await writeFile(path, 'old')
  const output = await FileOutput.open(path)
  await output.write('new')
  await output.discard()
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['a.csv'])
})

test('a file keeps its permissions and the links to it', async () => {
  const path = join(folder, 'a.csv')
  await writeFile(path, 'old')
  await chmod(path, 0o600)
  await symlink(path, join(folder, 'link.csv'))
  const output = await FileOutput.open(join(folder, 'link.csv'))
  await output.write('new')
  await output.finish()
  expect(await readFile(path, 'utf8')).toBe('new')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('what is no file is written to as it is', async () => {
  const output = await FileOutput.open('/dev/null')
  await output.write('gone')
  await output.finish()
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
})

test('a place that cannot be written to is an error that says why', async () => {
  const path = join(folder, 'missing', 'a.csv')
  await expect(FileOutput.open(path)).rejects.toMatchObject({
    code: 'CERT-8603',
    message: `The file "${path}" cannot be written: there is no such file or folder.`,
  })
  await expect(FileOutput.open(folder)).rejects.toMatchObject({ code: 'CERT-8603' })
})

test('what killed writers have left is taken away, and nothing else', async () => {
  const left = ['.a.csv.0123abcd.part', '..a.csv.0123abcd.part.parquet.89abcdef.part']
  const others = ['.a.csv.part', 'a.csv.0123abcd.part', '.b.a.csv.0123abcd.part', '.a.csv.0123abcd.part.txt']
  for (const name of [...left, ...others]) await writeFile(join(folder, name), '')
  await ReplacedFile.clearLeftovers(join(folder, 'a.csv'))
  expect((await readdir(folder)).sort()).toEqual([...others].sort())
})
