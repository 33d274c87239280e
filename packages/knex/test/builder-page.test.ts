import { readFile, writeFile } from 'node:fs/promises'
import knex from 'knex'
import { CertiniaClient } from '../src/index.js'
import { builderPage } from './surface/builder-page.js'
import { READS } from './surface/surface.js'
import { titled } from './surface/titled.js'
import { WRITES } from './surface/write.js'

const PAGE = new URL('../../../docs/knex-builder.md', import.meta.url)

test('docs/knex-builder.md tells what the builder becomes today', async () => {
  const page = builderPage(knex({ client: CertiniaClient }))
  if (process.env.UPDATE_DOCS === '1') await writeFile(PAGE, page)
  expect(page).toBe(await readFile(PAGE, 'utf8'))
})

test('no variant stands in it twice', () => {
  const titles = titled([...READS, ...WRITES]).map(([title]) => title)
  const twice = titles.filter((title, index) => titles.indexOf(title) !== index)
  expect(twice).toEqual([])
})
