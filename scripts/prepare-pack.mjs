// Makes what the tarball of a package has beside its build: the licence, and an entry for CommonJS. require() loads the
// same ES modules, so that there is one copy of everything, and TypeScript finds declarations of the kind that it wants
// there. Run by pnpm in the package's folder:
//
//   node ../../scripts/prepare-pack.mjs
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const dist = join(process.cwd(), 'dist')
const entry = await import(pathToFileURL(join(dist, 'index.js')).href)

const MODULE = `import('./index.js', { with: { 'resolution-mode': 'import' } })`

const values = Object.entries(entry).map(([name, value]) => {
  const declaration = `export declare const ${name}: typeof ${MODULE}.${name}`
  return isClass(value) ? `${declaration}\nexport type ${name} = ${MODULE}.${name}` : declaration
})

await writeFile(join(dist, 'index.cjs'), `module.exports = require('./index.js')\n`)
await writeFile(
  join(dist, 'index.d.cts'),
  `export type * from './index.js' with { 'resolution-mode': 'import' }\n${values.join('\n')}\n`,
)

await copyFile(new URL('../LICENSE', import.meta.url), 'LICENSE')

/** A class is a type as well as a value. */
function isClass(value) {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))
}
