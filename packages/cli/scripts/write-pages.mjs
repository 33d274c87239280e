// Writes docs/command-line.md, docs/shell.md and man/certsql.1, from the built package.
import { mkdirSync, writeFileSync } from 'node:fs'
import { PAGES } from '../dist/manual/pages.js'

for (const { file, text } of PAGES) {
  const url = new URL(`../../../${file}`, import.meta.url)
  mkdirSync(new URL('.', url), { recursive: true })
  writeFileSync(url, text())
}
