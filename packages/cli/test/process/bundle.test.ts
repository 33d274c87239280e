import { existsSync, readFileSync } from 'node:fs'

const manifest = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

test('the command line is bundled, and starts as the bundle', () => {
  expect(existsSync(new URL('../../bundle/index.js', import.meta.url))).toBe(true)
  expect(manifest('../../package.json').files).toEqual(expect.arrayContaining(['bin', 'bundle']))
})

test('what the bundle leaves outside is of the version that the engine wants', () => {
  const wanted = manifest('../../../engine/package.json').dependencies
  const { dependencies } = manifest('../../package.json')
  for (const name of ['@duckdb/node-api', '@duckdb/node-bindings'])
    expect(dependencies[name]).toBe(wanted[name])
})
