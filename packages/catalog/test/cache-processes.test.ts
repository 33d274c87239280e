import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformFileSync } from '@swc/core'
import { FolderCache } from '../src/folder-cache.js'

/** Writes and reads the same few entries over and over; a value is right when its parts belong together. */
const WORKER = `
import { FolderCache } from './folder-cache.mjs'
const [folder, mark] = process.argv.slice(2)
const warnings = []
const cache = new FolderCache(folder, (message) => warnings.push(message))
let torn = 0
for (let round = 0; round < 60; round++) {
  for (const key of ['global', 'object/Account', 'object/Task']) {
    const value = { mark, round, text: (mark + round).repeat(20000), end: mark + round }
    await cache.write(key, { value, lastModified: mark + round, checkedAt: Date.now() })
    const entry = await cache.read(key)
    const { mark: who, round: when, text, end } = entry?.value ?? {}
    const whole = text === (who + when).repeat(20000) && end === who + when && entry.lastModified === end
    if (!whole) torn++
    await cache.touch(key, Date.now())
  }
}
console.log(JSON.stringify({ torn, warnings }))
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-processes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('processes that write the same entries at the same time never see half of one', async () => {
  const cacheFolder = join(folder, 'cache')
  // The class as it stands in the sources, so that no stale build is tested.
  const { code } = transformFileSync(new URL('../src/folder-cache.ts', import.meta.url).pathname, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  })
  await writeFile(join(folder, 'folder-cache.mjs'), code)
  await writeFile(join(folder, 'worker.mjs'), WORKER)
  const outputs = await Promise.all(
    ['a', 'b', 'c', 'd'].map((mark) => outputOf(join(folder, 'worker.mjs'), cacheFolder, mark)),
  )
  expect(outputs).toEqual(Array(4).fill({ torn: 0, warnings: [] }))
  expect((await readdir(cacheFolder)).sort()).toEqual(['global.json', 'object'])
  const entry = await new FolderCache(cacheFolder, () => undefined).read('global')
  expect(entry?.value).toMatchObject({ round: 59 })
  expect(await readFile(join(cacheFolder, 'global.json'), 'utf8')).toMatch(/^\{"format":1,"key":"global"/)
})

function outputOf(script: string, ...args: string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (status) =>
      status === 0 ? resolve(JSON.parse(text)) : reject(new Error(`status ${status}`)),
    )
  })
}
