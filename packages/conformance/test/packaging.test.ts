import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../..')
const programs = join(import.meta.dirname, 'testdata/packaging')

/** A project outside of the workspace, with the packed packages installed. */
let project: string

interface Manifest {
  readonly packageManager: string
  readonly devDependencies: Readonly<Record<string, string>>
}

async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, path), 'utf8'))
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'certsql-packaging-'))
  const { packageManager, devDependencies } = await readManifest('package.json')
  const { devDependencies: ofKnex } = await readManifest('packages/knex/package.json')
  const pnpm = (folder: string, ...words: string[]) =>
    run('npx', ['--yes', packageManager, ...words], { cwd: folder, timeout: 300_000 })
  const tarballs = join(project, 'tarballs')
  await pnpm(root, '-r', '--filter', '!@certsql/conformance', 'pack', '--pack-destination', tarballs)
  const packed = Object.fromEntries(
    (await readdir(tarballs)).map((file) => [`@certsql/${file.split('-')[1]}`, `file:./tarballs/${file}`]),
  )
  const manifest = {
    name: 'a-users-project',
    private: true,
    dependencies: {
      ...Object.fromEntries(
        ['driver', 'knex', 'emulator', 'cli'].map((name) => [`@certsql/${name}`, packed[`@certsql/${name}`]]),
      ),
      knex: ofKnex.knex,
      '@types/node': devDependencies['@types/node'],
    },
    pnpm: { overrides: packed },
  }
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest))
  await pnpm(project, 'install', '--prefer-offline', '--ignore-scripts', '--reporter=append-only')
}, 600_000)

afterAll(() => rm(project, { recursive: true, force: true }))

describe('packed and installed outside of the workspace', () => {
  test.each(['program.mjs', 'program.cjs'])('%s runs, without a warning', async (program) => {
    await copyFile(join(programs, program), join(project, program))
    const { stdout, stderr } = await run(process.execPath, [program], { cwd: project })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ rows: 1, n: true, same: true, isOurs: true })
  })

  test.each([
    ['node16', 'types.mts'],
    ['node16', 'types.cts'],
    ['bundler', 'types.ts'],
  ])('the declarations are found by %s from %s, and are right by themselves', async (resolution, file) => {
    const text = await readFile(join(programs, 'types.mts.txt'), 'utf8')
    const isCommonJs = file.endsWith('.cts')
    await writeFile(
      join(project, file),
      isCommonJs ? text.replace("import knex from 'knex'", "import knex = require('knex')") : text,
    )
    const module = resolution === 'bundler' ? 'preserve' : resolution
    const options = { strict: true, noEmit: true, target: 'es2022', lib: ['es2023'], types: ['node'] }
    const config = {
      compilerOptions: { ...options, module, moduleResolution: resolution, skipLibCheck: false },
      files: [file],
    }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(config))
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: project }).catch(
      (error: { readonly stdout: string }) => error,
    )
    expect(stdout).toBe('')
  })

  test('the command is there', async () => {
    const { stdout } = await run(join(project, 'node_modules/.bin/certsql'), ['--version'], { cwd: project })
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('the command has all that it needs to answer, and to write files that need libraries', async () => {
    const count = 'SELECT COUNT(*) AS n FROM Account'
    const files = ['n.parquet', 'n.xlsx', 'n.arrow', 'n.csv.zst']
    const copies = files.map((file) => `COPY (${count}) TO '${file}'`)
    const { stdout, stderr } = await run(
      join(project, 'node_modules/.bin/certsql'),
      ['--demo', '-c', [count, ...copies].join('; '), '--format', 'csv'],
      { cwd: project, env: { PATH: process.env.PATH, HOME: project } },
    )
    expect([stdout, stderr]).toEqual([expect.stringMatching(/^n\r\n\d+\r\n$/), ''])
    expect(await readdir(project)).toEqual(expect.arrayContaining(files))
  })

  test.each(['core', 'driver', 'knex'])(
    '%s holds what it needs, and nothing of how it was made',
    async (name) => {
      const { stdout } = await run('tar', ['tzf', join(project, `tarballs/certsql-${name}-0.1.0.tgz`)])
      const files = stdout
        .trim()
        .split('\n')
        .map((file) => file.replace('package/', ''))
      expect(files).toEqual(
        expect.arrayContaining([
          'LICENSE',
          'README.md',
          'dist/index.js',
          'dist/index.cjs',
          'dist/index.d.cts',
        ]),
      )
      expect(files.filter((file) => /\.tsbuildinfo$|\.map$|^src|^test/.test(file))).toEqual([])
    },
  )
})
