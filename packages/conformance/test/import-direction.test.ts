import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Who may import whom; see docs/architecture.md. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  sql: ['core'],
  catalog: ['core'],
  planner: ['core', 'sql', 'catalog'],
  engine: ['core', 'sql', 'catalog', 'planner'],
  transport: ['core'],
  driver: ['core', 'sql', 'catalog', 'planner', 'engine', 'transport'],
  knex: ['core', 'driver'],
  // The shell starts the local org for --demo, and only then loads it.
  cli: ['core', 'sql', 'driver', 'emulator'],
  // The judge shares no code with the accused.
  emulator: ['core'],
  conformance: [
    'core',
    'sql',
    'catalog',
    'planner',
    'engine',
    'transport',
    'driver',
    'knex',
    'cli',
    'emulator',
  ],
}

const packagesFolder = join(import.meta.dirname, '../..')
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^'\s]+)'/g

describe('import direction', () => {
  test('every package is listed', () => {
    expect(readdirSync(packagesFolder).sort()).toEqual(Object.keys(ALLOWED).sort())
  })

  test.each(Object.keys(ALLOWED))('%s imports only what it may', (name) => {
    const foreign = importsOf(name).filter(({ imported }) => imported.startsWith('@certsql/'))
    const wrong = foreign.filter(
      ({ imported }) => !ALLOWED[name]?.includes(imported.replace('@certsql/', '')),
    )
    expect(wrong).toEqual([])
  })

  test.each(Object.keys(ALLOWED))('%s reaches other packages by their front door', (name) => {
    const deep = importsOf(name).filter(({ imported }) =>
      /^@certsql\/[^/]+\/|\.\.\/\.\.\/.*src\//.test(imported),
    )
    expect(deep).toEqual([])
  })

  test.each(Object.keys(ALLOWED))('%s declares what it imports', (name) => {
    const manifest = JSON.parse(readFileSync(join(packagesFolder, name, 'package.json'), 'utf8'))
    const { dependencies, optionalDependencies, peerDependencies } = manifest
    const declared = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    const undeclared = importsOf(name)
      .map(({ imported }) => packageOf(imported))
      .filter((imported) => imported !== undefined && !declared.includes(imported))
    expect(undeclared).toEqual([])
  })
})

interface Import {
  readonly file: string
  readonly imported: string
}

function importsOf(name: string): readonly Import[] {
  const folder = join(packagesFolder, name, 'src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return files.flatMap((file) => {
    const code = withoutComments(readFileSync(join(folder, file), 'utf8'))
    return [...code.matchAll(IMPORT)].map(([, imported = '']) => ({ file, imported }))
  })
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

/** The npm package that is imported; undefined for files of one's own and for Node's modules. */
function packageOf(imported: string): string | undefined {
  if (imported.startsWith('.') || imported.startsWith('node:')) return undefined
  const [first = '', second = ''] = imported.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}
