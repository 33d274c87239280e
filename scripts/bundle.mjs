// Puts the command line and all that it needs into a few files: a one-shot query loads five files instead of 600.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../packages/cli/', import.meta.url))
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))

/** Native modules, and what is large and seldom needed, stay packages of their own. */
const BUNDLED = [
  'commander',
  'cli-table3',
  'string-width',
  '@certsql/core',
  '@certsql/sql',
  '@certsql/driver',
]
const external = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !BUNDLED.includes(name),
)

/** CommonJS packages that are loaded when they are needed: bundled, they have no names to be imported by. */
const CALLED_FOR = ['@xmldom/xmldom']

/** Packages that are loaded as CommonJS, since that is quicker, are bundled as such. */
const requiredPackages = {
  name: 'required-packages',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/packages\/\w+\/dist\/.*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const required = text.replaceAll('createRequire(import.meta.url)(', 'require(')
      const contents = CALLED_FOR.reduce(
        (code, name) => code.replaceAll(`await import('${name}')`, `require('${name}')`),
        required,
      )
      return { contents, loader: 'js' }
    }),
}

const outdir = `${folder}bundle`
if (existsSync(outdir)) rmSync(outdir, { recursive: true })
await build({
  entryPoints: [`${folder}dist/index.js`],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  keepNames: true,
  sourcemap: false,
  legalComments: 'linked',
  external,
  plugins: [requiredPackages],
  // CommonJS packages inside ask for Node's modules by `require`.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
  logLevel: 'warning',
})
