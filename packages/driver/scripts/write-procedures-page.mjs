// Writes docs/procedures.md from the list of procedures. Build first.
import { writeFileSync } from 'node:fs'
import { proceduresPage } from '../dist/procedures/procedures-page.js'

writeFileSync(new URL('../../../docs/procedures.md', import.meta.url), proceduresPage())
