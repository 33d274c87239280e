// Puts Chevrotain's one-file bundle beside the sources, where they import it: its package lets nobody import that file,
// and its main entry loads several hundred files of lodash one by one, some 250 ms of every start against 15 ms.
//
//   node packages/sql/scripts/copy-chevrotain.mjs
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const library = join(dirname(createRequire(import.meta.url).resolve('chevrotain')), '../..')
const vendor = fileURLToPath(new URL('../vendor', import.meta.url))

mkdirSync(vendor, { recursive: true })
copy(join(library, 'lib/chevrotain.min.mjs'), join(vendor, 'chevrotain.min.mjs'))
copy(join(library, 'LICENSE.txt'), join(vendor, 'LICENSE.txt'))

function copy(from, to) {
  if (!existsSync(to) || statSync(to).size !== statSync(from).size) copyFileSync(from, to)
}
