import { readFileSync, writeFileSync } from 'node:fs'
import { pushdownPage } from '../support/pushdown-page.js'

const FILE = new URL('../../../../docs/pushdown.md', import.meta.url)

/** UPDATE_DOCS=1 writes it. */
test('docs/pushdown.md is what the planner does', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(FILE, pushdownPage())
  expect(readFileSync(FILE, 'utf8')).toBe(pushdownPage())
})
