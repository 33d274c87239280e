import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
const manifests = [
  'package.json',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`),
]

describe('every dependency', () => {
  test.each(manifests)('of %s is explained and pinned', (path) => {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8'))
    const declared: readonly [string, string][] = Object.entries({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    })
    const foreign = declared.filter(([name]) => !name.startsWith('@certsql/'))
    expect(foreign.filter(([name]) => !page.includes(`\`${name}\``) && !page.includes(`\`${name} `))).toEqual(
      [],
    )
    expect(foreign.filter(([, version]) => !/^(?:npm:[^@]+@)?\d/.test(version))).toEqual([])
  })
})
